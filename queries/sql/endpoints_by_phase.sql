-- The question endpoints_by_phase, over the Parquet tables; endpoints and phases by their ids.
WITH
  studied AS (SELECT trial FROM trial WHERE scope = 'OncologyImmunotherapy'),
  phased AS (SELECT trial, UNNEST(phases) AS phase FROM trial),
  measured AS (SELECT trial, UNNEST(endpoints) AS endpoint FROM outcome_measure WHERE priority = 'Primary')
SELECT measured.endpoint AS endpoint, phased.phase AS phase, COUNT(DISTINCT studied.trial) AS trials
FROM studied
JOIN measured ON measured.trial = studied.trial
LEFT JOIN phased ON phased.trial = studied.trial
WHERE measured.endpoint IS NOT NULL
GROUP BY measured.endpoint, phased.phase
ORDER BY endpoint, phase
