lock table redemption in access exclusive mode;

-- What became of the code that a redemption gave. No points move by it, so that no entry tells of it.
alter table redemption
    add column code_used_at timestamptz,
    add column code_used_by integer, -- number of a member
    add column code_order_id text,
    add column code_held_until timestamptz,
    add column code_held_by text, -- line of an API key
    add column code_held_store text,
    add column code_unuse_reason text; -- erased with the member
create index redemption_with_code on redemption (bucket, account_number, redemption_number) where code is not null;
