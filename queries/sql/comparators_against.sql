-- The question comparators_against, over the Parquet tables, by roles and the registered types of arms: randomised arms
-- of no such type, and arms of which no agent is named, are for the graph to find.
WITH
  placed AS (SELECT trial, agent, role, UNNEST(arms) AS arm FROM agent_use),
  tested AS (SELECT trial, agent FROM agent_use WHERE role = 'Investigational'),
  tested_in_arms AS (SELECT DISTINCT trial, agent FROM placed WHERE role = 'Investigational' AND arm IS NOT NULL),
  controls AS (
    SELECT trial, CAST(position AS STRING) AS arm FROM arm
    WHERE type IN ('ACTIVE_COMPARATOR', 'PLACEBO_COMPARATOR', 'SHAM_COMPARATOR', 'NO_INTERVENTION')
  ),
  given AS (
    SELECT placed.trial AS trial, placed.agent AS agent, placed.arm AS arm FROM placed
    JOIN controls ON controls.trial = placed.trial AND controls.arm = placed.arm
    WHERE placed.role IN ('Investigational', 'Combination')
  ),
  compared AS (
    SELECT agent_use.trial AS trial, agent_use.agent AS comparator FROM agent_use
    JOIN tested ON tested.trial = agent_use.trial
    WHERE agent_use.role = 'Comparator'
    UNION
    SELECT given.trial AS trial, given.agent AS comparator FROM given
    JOIN tested_in_arms ON tested_in_arms.trial = given.trial
    LEFT JOIN placed
      ON placed.trial = given.trial AND placed.arm = given.arm AND placed.agent = tested_in_arms.agent
    WHERE placed.agent IS NULL
  )
SELECT comparator, COUNT(DISTINCT trial) AS trials
FROM compared
GROUP BY comparator
ORDER BY comparator
