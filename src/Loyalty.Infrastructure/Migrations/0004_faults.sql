-- A key and those that took its place are one line; idempotency keys belong to it. The lines of before are named as their keys
-- are where one line alone bears that name, so that what was recorded under the name is found.
alter table api_key add column line text;

update api_key k
set line = case
    when (select count(*) from api_key o
          where o.operator_number = k.operator_number and o.name = k.name and o.rotated_at is null
              and o.revoked_at is null and (o.expires_at is null or o.expires_at > now())) <= 1 then k.name
    else k.key_id
end;

alter table api_key alter column line set not null;
alter table outcome rename column key_name to key_line;
alter table request_outcome rename column key_name to key_line;

-- When a member's status was set, and by whom; changes of members are in the log of changes.
alter table member add column status_changed_at timestamptz, add column status_changed_by text;
alter table audit drop constraint audit_thing_check, add constraint audit_thing_check
    check (thing in ('program', 'key', 'member'));

-- What a key of before might do with members and exports it still may, if it manages the program.
update api_key set scopes = scopes || array['members', 'export'] where 'manage' = any(scopes);
