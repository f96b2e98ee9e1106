-- The question trials_by_target for target/gd2, over the Parquet tables.
WITH acting AS (SELECT agent, name, UNNEST(targets) AS target FROM agent)
SELECT agent_use.trial AS trial, agent_use.agent AS agent, acting.name AS agent_name
FROM agent_use
JOIN acting ON acting.agent = agent_use.agent
WHERE acting.target = 'target/gd2' AND agent_use.role = 'Investigational'
ORDER BY trial, agent_name
