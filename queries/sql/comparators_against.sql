-- The question comparators_against, over the Parquet tables.
WITH
  compared AS (SELECT trial, agent FROM agent_use WHERE role = 'Comparator'),
  tested AS (SELECT trial, agent FROM agent_use WHERE role = 'Investigational')
SELECT compared.agent AS comparator, COUNT(DISTINCT compared.trial) AS trials
FROM compared
JOIN tested ON tested.trial = compared.trial
GROUP BY compared.agent
ORDER BY comparator
