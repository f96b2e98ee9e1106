-- The question endpoints_by_phase, over the Parquet tables; endpoints and phases by their ids.
WITH
  phased AS (SELECT trial, UNNEST(phases) AS phase FROM trial WHERE scope = 'OncologyImmunotherapy'),
  measured AS (SELECT trial, UNNEST(endpoints) AS endpoint FROM outcome_measure WHERE priority = 'Primary')
SELECT measured.endpoint AS endpoint, phased.phase AS phase, COUNT(DISTINCT phased.trial) AS trials
FROM phased
JOIN measured ON measured.trial = phased.trial
WHERE measured.endpoint IS NOT NULL AND phased.phase IS NOT NULL
GROUP BY measured.endpoint, phased.phase
ORDER BY endpoint, phase
