-- What one node leaves for another about an MCP call under way: answers to its questions, cancellations. Lives for minutes,
-- and nobody is worse off for losing it, so it is not worth the write-ahead log.
CREATE UNLOGGED TABLE mcp_mail (
    address text PRIMARY KEY,
    body    text        NOT NULL,
    until   timestamptz NOT NULL
);
CREATE INDEX mcp_mail_until ON mcp_mail (until);
