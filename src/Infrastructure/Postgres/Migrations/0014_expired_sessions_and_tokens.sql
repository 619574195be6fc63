-- Sessions and one-time tokens that have long expired are deleted by the worker, which sees when they expired and nothing else of them.
grant select (expires_at), delete on sessions to vemap_worker;
grant select (expires_at), delete on one_time_tokens to vemap_worker;
create index sessions_expiry on sessions (expires_at);
create index one_time_tokens_expiry on one_time_tokens (expires_at);
