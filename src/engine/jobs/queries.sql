-- What is kept of the jobs that the clock starts.

-- How each job's last run went.
-- job_runs_list() :many as job_run_row
--   scan ok "one row a job, and there are few"
SELECT r.name, r.done_until, r.began_at, r.ended_at, r.outcome, r.said, r.failed_at FROM job_runs r ORDER BY r.name;

-- How one job's last run went.
-- job_run_find(name text) :maybe as job_run_row
SELECT r.name, r.done_until, r.began_at, r.ended_at, r.outcome, r.said, r.failed_at FROM job_runs r WHERE r.name = :name;

-- A run is over.
-- job_run_put(name text, done_until instant?, began_at instant, ended_at instant, outcome job_outcome, said text?, failed_at instant?) :exec
INSERT INTO job_runs (name, done_until, began_at, ended_at, outcome, said, failed_at)
VALUES (:name, :done_until, :began_at, :ended_at, :outcome, :said, :failed_at)
ON CONFLICT (name) DO UPDATE SET done_until = :done_until, began_at = :began_at, ended_at = :ended_at,
  outcome = :outcome, said = :said, failed_at = :failed_at;
