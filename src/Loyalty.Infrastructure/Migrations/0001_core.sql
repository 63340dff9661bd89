-- The ledger's core. Three kinds of tables (docs/architecture.md):
--   shared     programs, currencies, keys: small, read often, never written by a redemption
--   owned      keys start with (bucket, account_id | member_id, …); bucket = the low 8 bits of that number
--   looked up  bucket = hash of the looked-up value; they point to their owner without a foreign key
-- No triggers, no foreign keys between hot tables, no index on balance, held, version or remaining: updates of these
-- stay HOT, which fillfactor 80 leaves room for.

-- shared ---------------------------------------------------------------------------------------------------------

create table operator (
    operator_number integer generated always as identity primary key,
    code text not null unique,
    created_at timestamptz not null
);

create table program (
    program_number integer primary key check (program_number > 0),
    operator_number integer not null references operator,
    code text not null unique,
    name text not null,
    base_currency text not null,
    language text not null,
    time_zone text not null,
    custom_fields text[] not null,
    policy jsonb not null,
    version bigint not null check (version > 0),
    created_at timestamptz not null
);

create table points_currency (
    points_currency_number integer primary key check (points_currency_number > 0),
    program_number integer not null references program,
    code text not null,
    name text not null,
    scale integer not null check (scale between 0 and 4),
    is_default boolean not null,
    unique (program_number, code)
);

create table api_key (
    key_id text primary key,
    operator_number integer not null references operator,
    name text not null,
    secret_hash bytea not null check (length(secret_hash) = 32),
    scopes text[] not null,
    programs text[], -- null: all of the operator's
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
);

create index api_key_by_operator on api_key (operator_number, created_at, key_id);

-- Who changed which shared thing, from what to what.
create table audit (
    audit_id bigint generated always as identity primary key,
    changed_at timestamptz not null,
    changed_by text not null,
    thing text not null check (thing in ('program', 'key')),
    thing_id text not null,
    operator_number integer references operator,
    before jsonb,
    after jsonb
);

-- Outcomes of requests that are not about one account, by operator, key name and path.
create table request_outcome (
    operator text not null, -- empty: the bootstrap key
    key_name text not null,
    path text not null,
    idempotency_key text not null,
    fingerprint bytea not null,
    result text not null,
    member_number integer, -- whom the result tells about: it goes when that member is erased
    recorded_at timestamptz not null,
    primary key (operator, key_name, path, idempotency_key)
);

create index request_outcome_by_member on request_outcome (member_number) where member_number is not null;

-- members --------------------------------------------------------------------------------------------------------

create table member (
    bucket smallint not null,
    member_number integer not null check (member_number > 0),
    operator_number integer not null,
    name text,
    language text,
    tags text[] not null,
    status text not null check (status in ('active', 'blocked', 'closed')),
    status_reason text,
    created_at timestamptz not null,
    primary key (bucket, member_number),
    check (bucket = (member_number & 255))
);

create table enrolment (
    bucket smallint not null,
    member_number integer not null,
    program_number integer not null,
    enrolled_at timestamptz not null,
    primary key (bucket, member_number, program_number),
    check (bucket = (member_number & 255))
);

create index enrolment_by_program on enrolment (program_number, enrolled_at, member_number);

-- looked up: bucket is the hash of the value
create table identifier (
    bucket smallint not null check (bucket between 0 and 255),
    operator_number integer not null,
    kind text not null,
    value text not null,
    member_number integer not null,
    primary key (bucket, operator_number, kind, value)
);

create index identifier_by_member on identifier (member_number);
create index identifier_by_start on identifier (operator_number, value text_pattern_ops);

-- accounts -------------------------------------------------------------------------------------------------------

create table account (
    bucket smallint not null,
    account_number integer not null check (account_number > 0),
    program_number integer not null,
    points_currency_number integer not null,
    owner_kind text not null check (owner_kind in ('member', 'group')),
    owner_number integer not null,
    version bigint not null check (version >= 0),
    seq integer not null check (seq between 0 and 2097151),
    balance numeric(19, 4) not null check (balance >= 0),
    held numeric(19, 4) not null check (held >= 0),
    pending numeric(19, 4) not null check (pending >= 0),
    debt numeric(19, 4) not null check (debt >= 0),
    earned_total numeric(28, 4) not null,
    redeemed_total numeric(28, 4) not null check (redeemed_total >= 0),
    redeemed_count integer not null check (redeemed_count >= 0),
    expired_total numeric(28, 4) not null check (expired_total >= 0),
    last_hash bytea not null check (length(last_hash) = 32),
    last_effective_at timestamptz not null,
    opened_at timestamptz not null,
    primary key (bucket, account_number),
    -- The bucket comes last: an index that begins with it would look as good as the primary key to a planner without
    -- statistics, and the commit would read a whole bucket for each row.
    unique (owner_number, owner_kind, points_currency_number, bucket),
    check (bucket = (account_number & 255)),
    check (held <= balance),
    check (balance <= 100000000000000)
) with (fillfactor = 80);

create table lot (
    bucket smallint not null,
    account_number integer not null,
    lot_number integer not null, -- seq of the accrual's entry
    points numeric(19, 4) not null check (points > 0),
    remaining numeric(19, 4) not null,
    held numeric(19, 4) not null,
    pending boolean not null,
    open boolean not null, -- pending, or something remains
    available_at timestamptz not null,
    expires_at timestamptz,
    original_expires_at timestamptz, -- as the accrual said, before points that came back moved it
    pending_until timestamptz, -- a temporary accrual's time-out
    primary key (bucket, account_number, lot_number),
    check (bucket = (account_number & 255)),
    check (held >= 0 and held <= remaining and remaining <= points)
) with (fillfactor = 80);

create index lot_open on lot (bucket, account_number, expires_at, lot_number) where open and not pending;
create index lot_pending on lot (bucket, account_number) where pending;

create table redemption (
    bucket smallint not null,
    account_number integer not null,
    redemption_number integer not null, -- seq of its first entry, for ever
    status text not null check (status in ('posted', 'held', 'awaiting_order', 'rolled_back', 'timed_out',
        'partly_cancelled', 'cancelled')),
    type text not null,
    points numeric(19, 4) not null check (points > 0),
    committed numeric(19, 4) not null check (committed between 0 and points),
    released numeric(19, 4) not null default 0 check (released between 0 and points),
    cancelled numeric(19, 4) not null default 0 check (cancelled between 0 and committed),
    hold_expires_at timestamptz,
    posted_at timestamptz,
    ended_at timestamptz,
    primary key (bucket, account_number, redemption_number),
    check (bucket = (account_number & 255)),
    check (committed + released <= points)
) with (fillfactor = 80);

-- Only ever added to. docs/architecture.md says what each column means; hash covers all of them.
create table entry (
    bucket smallint not null,
    account_number integer not null,
    seq integer not null check (seq > 0),
    kind text not null check (kind in ('accrual', 'redemption', 'hold', 'commit', 'rollback', 'cancellation', 'expiry',
        'activation', 'adjustment', 'transfer')),
    amount numeric(19, 4) not null,
    available_change numeric(19, 4) not null,
    balance_after numeric(19, 4) not null check (balance_after >= 0),
    available_after numeric(19, 4) not null check (available_after between 0 and balance_after),
    redeemed_total numeric(28, 4) not null,
    redeemed_count integer not null,
    related_seq integer,
    external_id text,
    order_ref text,
    reason text,
    effective_at timestamptz not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    lots text not null,
    policy_version bigint not null,
    performed_by text,
    store text,
    till text,
    note_digest bytea,
    hash bytea not null check (length(hash) = 32),
    primary key (bucket, account_number, seq),
    check (bucket = (account_number & 255))
);

-- Usage of a day or month, and the balance at a past time, are one look-up here.
create index entry_by_time on entry (bucket, account_number, effective_at, seq);

-- Free text beside an entry: erasable, the entry keeps its salted digest.
create table note (
    bucket smallint not null,
    account_number integer not null,
    seq integer not null,
    salt bytea not null,
    description text,
    metadata text, -- validated JSON, as text: nothing a caller sends can make the statement fail
    primary key (bucket, account_number, seq),
    check (bucket = (account_number & 255))
);

-- The answer that was given under a key. family 'key': idempotency keys by the API key's name; any other
-- family: external ids, kept for ever.
create table outcome (
    bucket smallint not null,
    account_number integer not null,
    family text not null,
    key_name text not null,
    key text not null,
    fingerprint bytea not null,
    result text not null,
    recorded_at timestamptz not null,
    primary key (bucket, account_number, family, key_name, key),
    check (bucket = (account_number & 255))
);

-- When time alone changes an account next; absent: never.
create table due (
    bucket smallint not null,
    account_number integer not null,
    due_at timestamptz not null,
    primary key (bucket, account_number),
    check (bucket = (account_number & 255))
) with (fillfactor = 80);

create index due_by_time on due (bucket, due_at);
