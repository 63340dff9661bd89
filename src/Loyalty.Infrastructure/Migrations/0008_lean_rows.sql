-- PostgreSQL reads every CHECK of a table anew for each statement that writes it, which was a fifth of a lone commit. What is about
-- one column becomes a domain's, which is kept; the rest is one CHECK for each table. Nothing is allowed that was not before.

lock table account, lot, redemption, entry, outcome in access exclusive mode;

create domain points_amount as numeric(19, 4) check (value >= 0);
create domain points_positive as numeric(19, 4) check (value > 0);
create domain points_balance as numeric(19, 4) check (value between 0 and 100000000000000);
create domain points_total as numeric(28, 4) check (value >= 0);
create domain row_version as bigint check (value >= 0);
create domain row_count as integer check (value >= 0);
create domain last_seq as integer check (value between 0 and 2097151);
create domain sha256_hash as bytea check (length(value) = 32);
create domain owner_kind as text check (value in ('member', 'group'));
create domain entry_kind as text check (value in ('accrual', 'redemption', 'hold', 'commit', 'rollback', 'cancellation',
    'expiry', 'activation', 'adjustment', 'transfer'));
create domain redemption_status as text check (value in ('posted', 'held', 'awaiting_order', 'rolled_back', 'timed_out',
    'partly_cancelled', 'cancelled'));
create domain accrual_status as text check (value in ('pending', 'posted', 'rolled_back', 'timed_out', 'partly_cancelled',
    'cancelled'));

do $$
declare
    old record;
begin
    for old in
        select conrelid::regclass as name, conname
        from pg_constraint
        where contype = 'c'
            and conrelid in ('account'::regclass, 'lot'::regclass, 'redemption'::regclass, 'entry'::regclass)
    loop
        execute format('alter table %s drop constraint %I', old.name, old.conname);
    end loop;
end
$$;

alter table account
    alter column owner_kind type owner_kind,
    alter column version type row_version,
    alter column seq type last_seq,
    alter column balance type points_balance,
    alter column held type points_amount,
    alter column pending type points_amount,
    alter column debt type points_amount,
    alter column redeemed_total type points_total,
    alter column redeemed_count type row_count,
    alter column expired_total type points_total,
    alter column last_hash type sha256_hash,
    add check (bucket = (account_number & 255) and account_number > 0 and held <= balance);

alter table lot
    alter column points type points_positive,
    alter column held type points_amount,
    alter column released type points_amount,
    alter column taken_back type points_amount,
    alter column status type accrual_status,
    add check (bucket = (account_number & 255) and held <= remaining and remaining <= points and released <= points
        and taken_back <= points);

-- A plain redemption has no row: its entry tells all of it.
delete from redemption where status = 'posted' and type = 'generic' and hold_expires_at is null;

alter table redemption
    alter column status type redemption_status,
    alter column points type points_positive,
    alter column committed type points_amount,
    alter column released type points_amount,
    alter column cancelled type points_amount,
    add check (bucket = (account_number & 255) and committed + released <= points and cancelled <= committed);

alter table entry
    alter column kind type entry_kind,
    alter column balance_after type points_amount,
    alter column available_after type points_amount,
    alter column hash type sha256_hash,
    add check (bucket = (account_number & 255) and seq > 0 and available_after <= balance_after);
