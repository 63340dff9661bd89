-- What one redemption comes to without a service: an account, the lot it takes from, a ledger entry, and the outcome
-- under the caller's key. Rows are as wide as the service's own where the service needs them so.

create table yard_account (
    id integer primary key,
    version bigint not null,
    seq integer not null,
    balance numeric(19, 4) not null check (balance >= 0)
) with (fillfactor = 80);

create table yard_lot (
    account_id integer not null,
    lot_number integer not null,
    remaining numeric(19, 4) not null check (remaining >= 0),
    expires_at timestamptz,
    primary key (account_id, lot_number)
) with (fillfactor = 80);

create table yard_entry (
    account_id integer not null,
    seq integer not null,
    amount numeric(19, 4) not null,
    balance_after numeric(19, 4) not null,
    recorded_at timestamptz not null,
    hash bytea not null,
    primary key (account_id, seq)
);

create table yard_outcome (
    account_id integer not null,
    key text not null,
    fingerprint bytea not null,
    result text not null,
    recorded_at timestamptz not null,
    primary key (account_id, key)
);

insert into yard_account
select id, 1, 1, 1000000 from generate_series(1, :members) as id;

insert into yard_lot
select id, 1, 1000000, null from generate_series(1, :members) as id;

vacuum analyze yard_account, yard_lot;
