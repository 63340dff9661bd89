-- All that is written below, in the order in which requests take them.
lock table program, redemption in access exclusive mode;

-- Options are the program's, in its version. How many are left changes with redemptions, and stands in a row of its own.
create table redemption_option (
    program_number integer not null references program,
    option_number integer not null check (option_number > 0),
    external_id text,
    active boolean not null,
    terms json not null, -- all of it but what is left, as the API shows it
    created_at timestamptz not null,
    primary key (program_number, option_number),
    constraint redemption_option_external_id unique (program_number, external_id)
);

-- Written by redemptions of all accounts: always after these accounts' rows, in the order of the key.
create table option_stock (
    program_number integer not null,
    option_number integer not null,
    remaining bigint, -- null: any number; more than was ever set, when items come back
    taken bigint not null default 0, -- by redemptions that have not given it back
    primary key (program_number, option_number),
    constraint option_stock_remaining check (remaining >= 0)
) with (fillfactor = 20);

alter table audit drop constraint audit_thing_check, add constraint audit_thing_check
    check (thing in ('program', 'key', 'member', 'promotion', 'option'));

-- What a redemption gives. Its terms stand on its first entry, for ever; what is looked for, and what changes, stands here.
alter table redemption
    add column option_number integer,
    add column currency text,
    add column value numeric,
    add column order_ref text, -- where it gives something
    add column code text,
    add column code_expires_at timestamptz;
create index redemption_by_option on redemption (bucket, account_number, option_number) where option_number is not null;
create index redemption_by_order on redemption (bucket, account_number, order_ref) where order_ref is not null;

-- Looked up by its code: the bucket is the hash of program and code.
create table coupon (
    bucket smallint not null,
    program_number integer not null,
    code text not null,
    account_number integer not null,
    redemption_number integer not null,
    primary key (bucket, program_number, code)
);
