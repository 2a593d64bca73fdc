-- Calls that wait for, or were decided by, a second administrator. Arguments and results are sealed; arguments go as soon as
-- nobody can run them any more. What is pending too long counts as expired, what runs too long as failed: see Approvals.
CREATE TABLE approval (
    id             uuid PRIMARY KEY,
    tenant         text        NOT NULL,
    namespace      text,
    tool           text        NOT NULL,
    summary        json        NOT NULL,
    before         json        NOT NULL,
    arguments      bytea,
    requested_by   uuid,
    requester_kind text        NOT NULL,
    requester_role text        NOT NULL,
    requested_at   timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    status         text        NOT NULL DEFAULT 'pending'
                   CHECK (status IN ('pending', 'running', 'done', 'rejected', 'failed', 'expired')),
    decided_by     uuid,
    decided_at     timestamptz,
    note           text,
    error          text,
    result         bytea,
    result_secret  boolean     NOT NULL DEFAULT false
);
CREATE INDEX approval_tenant ON approval (tenant, requested_at, id);
CREATE INDEX approval_pending ON approval (tenant, expires_at) WHERE status = 'pending';
