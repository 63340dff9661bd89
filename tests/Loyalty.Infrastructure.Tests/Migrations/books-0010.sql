SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE DOMAIN public.accrual_status AS text
	CONSTRAINT accrual_status_check CHECK ((VALUE = ANY (ARRAY['pending'::text, 'posted'::text, 'rolled_back'::text, 'timed_out'::text, 'partly_cancelled'::text, 'cancelled'::text])));
CREATE DOMAIN public.entry_kind AS text
	CONSTRAINT entry_kind_check1 CHECK ((VALUE = ANY (ARRAY['accrual'::text, 'redemption'::text, 'hold'::text, 'commit'::text, 'rollback'::text, 'cancellation'::text, 'expiry'::text, 'activation'::text, 'adjustment'::text, 'transfer'::text])));
CREATE DOMAIN public.last_seq AS integer
	CONSTRAINT last_seq_check CHECK (((VALUE >= 0) AND (VALUE <= 2097151)));
CREATE DOMAIN public.owner_kind AS text
	CONSTRAINT owner_kind_check CHECK ((VALUE = ANY (ARRAY['member'::text, 'group'::text])));
CREATE DOMAIN public.packed_lots AS bytea
	CONSTRAINT packed_lots_check CHECK (((get_byte(VALUE, 0) = 1) AND ((length(VALUE) % 85) = 25) AND (length(VALUE) <= 1385)));
CREATE DOMAIN public.points_amount AS numeric(19,4)
	CONSTRAINT points_amount_check CHECK ((VALUE >= (0)::numeric));
CREATE DOMAIN public.points_balance AS numeric(19,4)
	CONSTRAINT points_balance_check CHECK (((VALUE >= (0)::numeric) AND (VALUE <= ('100000000000000'::bigint)::numeric)));
CREATE DOMAIN public.points_positive AS numeric(19,4)
	CONSTRAINT points_positive_check CHECK ((VALUE > (0)::numeric));
CREATE DOMAIN public.points_total AS numeric(28,4)
	CONSTRAINT points_total_check CHECK ((VALUE >= (0)::numeric));
CREATE DOMAIN public.redemption_status AS text
	CONSTRAINT redemption_status_check1 CHECK ((VALUE = ANY (ARRAY['posted'::text, 'held'::text, 'awaiting_order'::text, 'rolled_back'::text, 'timed_out'::text, 'partly_cancelled'::text, 'cancelled'::text])));
CREATE DOMAIN public.row_count AS integer
	CONSTRAINT row_count_check CHECK ((VALUE >= 0));
CREATE DOMAIN public.row_version AS bigint
	CONSTRAINT row_version_check CHECK ((VALUE >= 0));
CREATE DOMAIN public.sha256_hash AS bytea
	CONSTRAINT sha256_hash_check CHECK ((length(VALUE) = 32));
CREATE FUNCTION public.packed_number(lots bytea, at integer) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ((('x'::text || encode(substr(lots, at, 8), 'hex'::text)))::bit(64))::bigint;
CREATE FUNCTION public.packed_points(lots bytea, at integer) RETURNS numeric
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (((public.packed_number(lots, at))::numeric / 10000.0))::numeric(19,4);
CREATE FUNCTION public.packed_time(lots bytea, at integer) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN ((public.packed_number(lots, at) >= '-62135596800000000'::bigint) AND (public.packed_number(lots, at) <= '253402300799999999'::bigint)) THEN (('1970-01-01 00:00:00+00'::timestamp with time zone + (((public.packed_number(lots, at) / '86400000000'::bigint))::double precision * '24:00:00'::interval)) + (((public.packed_number(lots, at) % '86400000000'::bigint))::double precision * '00:00:00.000001'::interval)) ELSE NULL::timestamp with time zone END;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.account (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    program_number integer NOT NULL,
    points_currency_number integer NOT NULL,
    owner_kind public.owner_kind NOT NULL,
    owner_number integer NOT NULL,
    version public.row_version NOT NULL,
    seq public.last_seq NOT NULL,
    balance public.points_balance NOT NULL,
    held public.points_amount NOT NULL,
    pending public.points_amount NOT NULL,
    debt public.points_amount NOT NULL,
    earned_total numeric(28,4) NOT NULL,
    redeemed_total public.points_total NOT NULL,
    redeemed_count public.row_count NOT NULL,
    expired_total public.points_total NOT NULL,
    last_hash public.sha256_hash NOT NULL,
    last_effective_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    day_start timestamp with time zone,
    month_start timestamp with time zone,
    redeemed_before_day numeric(28,4),
    count_before_day integer,
    earned_before_day numeric(28,4),
    redeemed_before_month numeric(28,4),
    lots_behind public.row_count,
    ending_behind public.points_amount,
    lots public.packed_lots NOT NULL,
    CONSTRAINT account_check CHECK (((bucket = (account_number & 255)) AND (account_number > 0) AND ((held)::numeric <= (balance)::numeric) AND (substr((lots)::bytea, 18, 8) <= int8send((((pending)::numeric * (10000)::numeric))::bigint)) AND (((lots_behind)::integer <> 0) OR (substr((lots)::bytea, 2, 16) = (int8send((((balance)::numeric * (10000)::numeric))::bigint) || int8send((((held)::numeric * (10000)::numeric))::bigint))))))
)
WITH (fillfactor='80');
CREATE TABLE public.api_key (
    key_id text NOT NULL,
    operator_number integer NOT NULL,
    name text NOT NULL,
    secret_hash bytea NOT NULL,
    scopes text[] NOT NULL,
    programs text[],
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    rotated_at timestamp with time zone,
    line text NOT NULL,
    CONSTRAINT api_key_secret_hash_check CHECK ((length(secret_hash) = 32))
);
CREATE TABLE public.audit (
    audit_id bigint NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    thing text NOT NULL,
    thing_id text NOT NULL,
    operator_number integer,
    before jsonb,
    after jsonb,
    CONSTRAINT audit_thing_check CHECK ((thing = ANY (ARRAY['program'::text, 'key'::text, 'member'::text])))
);
ALTER TABLE public.audit ALTER COLUMN audit_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.due (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    due_at timestamp with time zone NOT NULL,
    CONSTRAINT due_check CHECK ((bucket = (account_number & 255)))
)
WITH (fillfactor='80');
CREATE TABLE public.enrolment (
    bucket smallint NOT NULL,
    member_number integer NOT NULL,
    program_number integer NOT NULL,
    enrolled_at timestamp with time zone NOT NULL,
    CONSTRAINT enrolment_check CHECK ((bucket = (member_number & 255)))
);
CREATE TABLE public.entry (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    seq integer NOT NULL,
    kind public.entry_kind NOT NULL,
    amount numeric(19,4) NOT NULL,
    available_change numeric(19,4) NOT NULL,
    balance_after public.points_amount NOT NULL,
    available_after public.points_amount NOT NULL,
    redeemed_total numeric(28,4) NOT NULL,
    redeemed_count integer NOT NULL,
    related_seq integer,
    external_id text,
    order_ref text,
    reason text,
    effective_at timestamp with time zone NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    lots text NOT NULL,
    policy_version bigint NOT NULL,
    performed_by text,
    store text,
    till text,
    note_digest bytea,
    hash public.sha256_hash NOT NULL,
    open_until timestamp with time zone,
    counts_as_earned boolean,
    form smallint NOT NULL,
    earned_total numeric(28,4) NOT NULL,
    about text,
    first_of_day boolean NOT NULL,
    CONSTRAINT entry_check CHECK (((bucket = (account_number & 255)) AND (seq > 0) AND ((available_after)::numeric <= (balance_after)::numeric)))
);
CREATE TABLE public.lot (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    lot_number integer NOT NULL,
    points public.points_positive NOT NULL,
    remaining numeric(19,4) NOT NULL,
    held public.points_amount NOT NULL,
    pending boolean NOT NULL,
    open boolean NOT NULL,
    available_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    original_expires_at timestamp with time zone,
    pending_until timestamp with time zone,
    status public.accrual_status DEFAULT 'posted'::text NOT NULL,
    posted_at timestamp with time zone,
    released public.points_amount DEFAULT 0 NOT NULL,
    taken_back public.points_amount DEFAULT 0 NOT NULL,
    CONSTRAINT lot_check CHECK (((bucket = (account_number & 255)) AND ((held)::numeric <= remaining) AND (remaining <= (points)::numeric) AND ((released)::numeric <= (points)::numeric) AND ((taken_back)::numeric <= (points)::numeric)))
)
WITH (fillfactor='80');
CREATE VIEW public.every_lot AS
 SELECT lot.bucket,
    lot.account_number,
    lot.lot_number,
    lot.points,
    lot.remaining,
    lot.held,
    lot.pending,
    lot.open,
    lot.available_at,
    lot.expires_at,
    lot.original_expires_at,
    lot.status,
    lot.pending_until,
    lot.posted_at,
    lot.released,
    lot.taken_back
   FROM public.lot
UNION ALL
 SELECT a.bucket,
    a.account_number,
    ((('x'::text || encode(substr((a.lots)::bytea, (l.at + 16), 4), 'hex'::text)))::bit(32))::integer AS lot_number,
    public.packed_points((a.lots)::bytea, (l.at + 20)) AS points,
    public.packed_points((a.lots)::bytea, l.at) AS remaining,
    public.packed_points((a.lots)::bytea, (l.at + 8)) AS held,
    ((get_byte((a.lots)::bytea, (l.at + 83)) & 16) <> 0) AS pending,
    true AS open,
    public.packed_time((a.lots)::bytea, (l.at + 44)) AS available_at,
    public.packed_time((a.lots)::bytea, (l.at + 52)) AS expires_at,
    public.packed_time((a.lots)::bytea, (l.at + 60)) AS original_expires_at,
    (ARRAY['pending'::text, 'posted'::text, 'rolled_back'::text, 'timed_out'::text, 'partly_cancelled'::text, 'cancelled'::text])[((get_byte((a.lots)::bytea, (l.at + 83)) & 15) + 1)] AS status,
    public.packed_time((a.lots)::bytea, (l.at + 68)) AS pending_until,
    public.packed_time((a.lots)::bytea, (l.at + 76)) AS posted_at,
    public.packed_points((a.lots)::bytea, (l.at + 28)) AS released,
    public.packed_points((a.lots)::bytea, (l.at + 36)) AS taken_back
   FROM (public.account a
     CROSS JOIN LATERAL generate_series(26, length((a.lots)::bytea), 85) l(at));
CREATE TABLE public.external_id (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    digest bytea NOT NULL,
    fingerprint bytea NOT NULL,
    seq integer,
    result text,
    CONSTRAINT external_id_check CHECK ((bucket = (account_number & 255)))
);
CREATE TABLE public.identifier (
    bucket smallint NOT NULL,
    operator_number integer NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    member_number integer NOT NULL,
    written text,
    CONSTRAINT identifier_bucket_check CHECK (((bucket >= 0) AND (bucket <= 255)))
);
CREATE TABLE public.member (
    bucket smallint NOT NULL,
    member_number integer NOT NULL,
    operator_number integer NOT NULL,
    name text,
    language text,
    tags text[] NOT NULL,
    status text NOT NULL,
    status_reason text,
    created_at timestamp with time zone NOT NULL,
    status_changed_at timestamp with time zone,
    status_changed_by text,
    CONSTRAINT member_check CHECK ((bucket = (member_number & 255))),
    CONSTRAINT member_member_number_check CHECK ((member_number > 0)),
    CONSTRAINT member_status_check CHECK ((status = ANY (ARRAY['active'::text, 'blocked'::text, 'closed'::text])))
);
CREATE TABLE public.note (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    seq integer NOT NULL,
    salt bytea NOT NULL,
    description text,
    metadata text,
    explanation text,
    CONSTRAINT note_check CHECK ((bucket = (account_number & 255)))
);
CREATE TABLE public.operator (
    operator_number integer NOT NULL,
    code text NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE public.operator ALTER COLUMN operator_number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.operator_operator_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.outcome (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    digest bytea NOT NULL,
    fingerprint bytea NOT NULL,
    seq integer,
    result text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT outcome_by_digest_check CHECK ((bucket = (account_number & 255)))
);
CREATE TABLE public.points_currency (
    points_currency_number integer NOT NULL,
    program_number integer NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    scale integer NOT NULL,
    is_default boolean NOT NULL,
    CONSTRAINT points_currency_points_currency_number_check CHECK ((points_currency_number > 0)),
    CONSTRAINT points_currency_scale_check CHECK (((scale >= 0) AND (scale <= 4)))
);
CREATE TABLE public.program (
    program_number integer NOT NULL,
    operator_number integer NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    base_currency text NOT NULL,
    language text NOT NULL,
    time_zone text NOT NULL,
    custom_fields text[] NOT NULL,
    policy jsonb NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT program_program_number_check CHECK ((program_number > 0)),
    CONSTRAINT program_version_check CHECK ((version > 0))
);
CREATE TABLE public.redemption (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    redemption_number integer NOT NULL,
    status public.redemption_status NOT NULL,
    type text NOT NULL,
    points public.points_positive NOT NULL,
    committed public.points_amount NOT NULL,
    released public.points_amount DEFAULT 0 NOT NULL,
    cancelled public.points_amount DEFAULT 0 NOT NULL,
    hold_expires_at timestamp with time zone,
    posted_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT redemption_check CHECK (((bucket = (account_number & 255)) AND (((committed)::numeric + (released)::numeric) <= (points)::numeric) AND ((cancelled)::numeric <= (committed)::numeric)))
)
WITH (fillfactor='80');
CREATE TABLE public.request_outcome (
    operator text NOT NULL,
    key_line text NOT NULL,
    path text NOT NULL,
    idempotency_key text NOT NULL,
    fingerprint bytea NOT NULL,
    result text NOT NULL,
    member_number integer,
    recorded_at timestamp with time zone NOT NULL
);
CREATE TABLE public.schemaversions (
    schemaversionsid integer NOT NULL,
    scriptname character varying(255) NOT NULL,
    applied timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.schemaversions_schemaversionsid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.schemaversions_schemaversionsid_seq OWNED BY public.schemaversions.schemaversionsid;
ALTER TABLE ONLY public.schemaversions ALTER COLUMN schemaversionsid SET DEFAULT nextval('public.schemaversions_schemaversionsid_seq'::regclass);
INSERT INTO public.account VALUES (1, 1289427969, 1, 1, 'member', 1, 28, 30, 165.0000, 15.0000, 0.0000, 0.0000, 304.0000, 131.0000, 5, 30.0000, '\x9d7825bd8a750bcdc7250d86be8c3c3a87c334a893d48d4a3711d9a3485d919f', '2026-03-13 12:05:00+00', '2026-03-10 12:00:00+00', '2026-03-13 00:00:00+00', '2026-03-01 00:00:00+00', 81.0000, 4, 295.0000, 0.0000, 0, 0.0000, '\x010000000000192d5000000000000249f0000000000000000000000000000c350000000000000249f00000000300000000001e84800000000000000000000000000000000000064caa4241700000064d5f4ed3d00000064d5f4ed3d000800000000000000000064caa424170000100000000000493e000000000000000000000000100000000000f4240000000000000000000000000000aae6000064caa4241700080000000000000008000000000000000800000000000000000064caa424170000400000000000557300000000000000000000000040000000000061a80000000000000c350000000000000000000064caa424170008000000000000000800000000000000000064cab18d5140000064caa5423130001000000000001d4c000000000000000000000001a000000000001d4c00000000000000000000000000000000000064ce6ada9330080000000000000008000000000000000800000000000000000064ce6ada9330001000000000001388000000000000000000000001b00000000000138800000000000000000000000000000000000064ce6ada9330080000000000000008000000000000000800000000000000000064ce6ada9330001');
INSERT INTO public.account VALUES (3, 538399235, 1, 1, 'member', 3, 3, 2, 3.0000, 0.0000, 0.0000, 0.0000, 5.0000, 2.0000, 1, 0.0000, '\xcdbe4313233cac2d91b3919a7845e261aaa3f7edd308e53ee806b755b1d2ebdf', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 00:00:00+00', '2026-03-01 00:00:00+00', 0.0000, 0, 0.0000, 0.0000, 0, 0.0000, '\x010000000000007530000000000000000000000000000000000000000000007530000000000000000000000001000000000000c3500000000000000000000000000000000000064ce6ada9330080000000000000008000000000000000800000000000000000064ce6ada9330001');
INSERT INTO public.account VALUES (2, 1979535362, 1, 1, 'member', 2, 7, 5, 0.0000, 0.0000, 6.0000, 6.0000, 10.0000, 10.0000, 1, 0.0000, '\x7429f4f991b0f64055e3ae54a3405cac4b03dc8c32decc0e4cef6809306d7d11', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 00:00:00+00', '2026-03-01 00:00:00+00', 0.0000, 0, 0.0000, 0.0000, 0, 0.0000, '\x0100000000000000000000000000000000000000000000ea60000000000000ea60000000000000000000000005000000000000ea600000000000000000000000000000000000064ce6ada933008000000000000000800000000000000000064eb856f35300800000000000000010');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (1, '2026-03-10 12:00:00+00', 'till', 'program', 'books', 1, NULL, '{"code": "books", "name": "Books", "number": 1, "policy": {"hold": {"max_timeout_seconds": 2592000, "default_timeout_seconds": 900}, "expiry": {"after_days": null, "restored_grace_days": 30, "activation_delay_days": 0}, "earning": {"max_points_per_day": null, "max_points_per_accrual": null}, "redemption": {"max_points": null, "min_points": null, "multiple_of": null, "max_points_per_day": "500", "max_points_per_month": "900", "max_redemptions_per_day": null}, "cancellation": {"window_seconds": null, "allow_negative_correction": true}}, "language": "en", "operator": "books", "time_zone": "UTC", "base_currency": "EUR", "custom_fields": ["user_id"], "points_currencies": [{"code": "points", "name": "Points", "scale": 2, "number": 1, "default": true}]}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (2, '2026-03-13 12:05:00+00', 'till', 'member', 'mbr_3', 1, '{"status": "active", "identifiers": ["email"]}', '{"status": "closed", "changed": ["email"], "identifiers": []}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (3, '2026-03-13 12:05:00+00', 'till', 'member', 'mbr_2', 1, '{"status": "active", "identifiers": ["email"]}', '{"status": "blocked", "changed": [], "identifiers": ["email"]}');
INSERT INTO public.due VALUES (1, 1289427969, '2026-03-19 12:00:00+00');
INSERT INTO public.due VALUES (2, 1979535362, '2026-04-05 15:38:20+00');
INSERT INTO public.enrolment VALUES (1, 1, 1, '2026-03-10 12:00:00+00');
INSERT INTO public.enrolment VALUES (2, 2, 1, '2026-03-13 12:05:00+00');
INSERT INTO public.enrolment VALUES (3, 3, 1, '2026-03-13 12:05:00+00');
INSERT INTO public.entry VALUES (1, 1289427969, 1, 'accrual', 100.0000, 100.0000, 100.0000, 100.0000, 0.0000, 0, NULL, 'a-1', 'o-1', NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '1:100.0000@2026-03-10T12:00:00.000000Z/never', 1, 'till', NULL, NULL, '\xa0fe138faab7a8e8a97f18facbc95a3a203d42f5280a986a37405a5ba6a2945a', '\x96c55305508387c4d96477a7289887fbda9b329ad17bbd7d3f1f7708d3ff7439', NULL, NULL, 3, 100.0000, NULL, true);
INSERT INTO public.entry VALUES (1, 1289427969, 2, 'accrual', 0.0000, 0.0000, 100.0000, 100.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2:50.0000@2026-03-11T12:00:00.000000Z/2026-03-12T12:00:00.000000Z', 1, 'till', NULL, NULL, NULL, '\x2cd92a015d6d0ae82cbbb68d40b78e6ff951b6c63577b79685ec83b41f886823', NULL, NULL, 3, 150.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 3, 'accrual', 200.0000, 200.0000, 300.0000, 300.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:200.0000@2026-03-10T12:00:00.000000Z/2026-03-19T12:00:00.000000Z', 1, 'till', NULL, NULL, NULL, '\xab1b6d03f340e975113bdcf49dab9536825840047ee7a4b34d2ec2521e918926', NULL, NULL, 3, 350.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 4, 'accrual', 0.0000, 0.0000, 300.0000, 300.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '4:40.0000@2026-03-10T12:00:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\x3e91911d9af6d33b3b067e5b289fd7c882946797228d0131c4f7cea69221f99b', '2026-03-10 13:00:00+00', NULL, 3, 390.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 5, 'accrual', 0.0000, 0.0000, 300.0000, 300.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '5:30.0000@2026-03-10T12:00:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\x23b81976add1d059238d0e400cf550fcf794ff7b8633789e6b2132265c5b656d', '2026-03-10 13:00:00+00', NULL, 3, 420.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 6, 'accrual', 0.0000, 0.0000, 300.0000, 300.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '6:20.0000@2026-03-10T12:00:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\xe7f959c2d886f9b2d969f27651953c32255258c0368e05ff9aba06accb4130b6', '2026-03-10 13:00:00+00', NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 7, 'redemption', -30.0000, -30.0000, 270.0000, 270.0000, 30.0000, 1, NULL, 'r-1', 'o-2', NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-30.0000', 1, 'till', NULL, '7', NULL, '\x5f1d0656334936a95780fb534a827e471705404c15c77de39fa23ebf9837f135', NULL, NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 8, 'redemption', -25.0000, -25.0000, 245.0000, 245.0000, 55.0000, 2, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-25.0000', 1, 'till', NULL, NULL, NULL, '\x451b9e6277652807293d05687f5da3410c3b21b083b3f65fdbbf5fc3609cc1f9', NULL, NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 9, 'redemption', -10.0000, -10.0000, 235.0000, 235.0000, 65.0000, 3, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-10.0000', 1, 'till', NULL, NULL, '\xdaf03e1d560e7a99bcf1d5bc78df942f29ab880093cacb16391611edce9865fa', '\xe69db170346e3848b62ee570569b0fd70223a1c5104be2b575da585471ba114f', NULL, NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 10, 'hold', 0.0000, -40.0000, 235.0000, 195.0000, 105.0000, 4, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-40.0000', 1, 'till', NULL, NULL, NULL, '\x8bbfa8dc2cd37648625433f7a9a253eb2fd0d3eba26e0e9370bd8836c5175b29', '2026-03-10 13:00:00+00', NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 11, 'hold', 0.0000, -20.0000, 235.0000, 175.0000, 125.0000, 5, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-20.0000', 1, 'till', NULL, NULL, NULL, '\x8d0a6af66ac959a960fd82a1c353f96b110a74ce32b69c880f6936c5afd3bdb9', '2026-03-10 13:00:00+00', NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 12, 'hold', 0.0000, -10.0000, 235.0000, 165.0000, 135.0000, 6, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-10.0000', 1, 'till', NULL, NULL, NULL, '\xbeb9210d798bc9b984505ecaa3f83199473d0f989b5e7d5d46b7021bbb5fd39b', '2026-03-10 12:01:00+00', NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 13, 'hold', 0.0000, -15.0000, 235.0000, 150.0000, 150.0000, 7, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-15.0000', 1, 'till', NULL, NULL, NULL, '\xcd8ae9939b1abd81b0fc9c0c1712fc1fb47d08ccd873131c88003e8bf4117e7e', '2026-04-02 15:33:20+00', NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 14, 'rollback', 0.0000, 10.0000, 235.0000, 160.0000, 140.0000, 6, 12, NULL, NULL, NULL, '2026-03-10 12:01:00+00', '2026-03-10 12:01:00+00', '2026-03-10 12:05:00+00', '3:10.0000', 1, NULL, NULL, NULL, NULL, '\x3adcf44e8815b1295256dc7f4c59dc5441c23a4f8dcdd93884722eaa542d1e1d', NULL, NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 15, 'commit', 35.0000, 35.0000, 270.0000, 195.0000, 140.0000, 6, 4, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '4:35.0000', 1, 'till', NULL, NULL, NULL, '\x1f65fd720f476a7cad7050aee7bcae2d9d7c69466aaf18f0deeb05d3999c1e9e', NULL, NULL, 3, 435.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 16, 'rollback', 0.0000, 0.0000, 270.0000, 195.0000, 140.0000, 6, 5, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '5:-30.0000', 1, 'till', NULL, NULL, NULL, '\x3b741f326bfcacb2636bc30ad1d6dde560e18f882fe5bcc6b200f293fbb465b8', NULL, NULL, 3, 405.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 17, 'commit', -30.0000, 10.0000, 240.0000, 205.0000, 130.0000, 6, 10, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '3:-30.0000', 1, 'till', NULL, NULL, NULL, '\x1f3ae3801df9b8166376910118e7f47c756dae7b5f50dbfe66bd81a463eca6cd', NULL, NULL, 3, 405.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 18, 'rollback', 0.0000, 20.0000, 240.0000, 225.0000, 110.0000, 5, 11, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '3:20.0000', 1, 'till', NULL, NULL, '\x24ebf57f7fbd8329faf9aa763b5f136c6fc7cbee3a2a0d4988965c219e678ed4', '\xdc365dd37d65f5368c67c07fc8bce7c40fd3a3208b68e907fb42e9ba8f2332ac', NULL, NULL, 3, 405.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 19, 'cancellation', 25.0000, 25.0000, 265.0000, 250.0000, 85.0000, 4, 8, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '3:25.0000', 1, 'till', NULL, NULL, '\xaa285620f7584015e3a224f57da76e25bd536baa1054877d1db273dc0713ca15', '\x9d90bc43c552fd01d10d63a2543f8e8f73673ff03986368a272dfd8fb8a6ad89', NULL, NULL, 3, 405.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 20, 'cancellation', 4.0000, 4.0000, 269.0000, 254.0000, 81.0000, 4, 9, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '3:4.0000', 1, 'till', NULL, NULL, '\x5f38261a5f78fd92e2cdd217c911b366108d8e5a3d05822e67546707904405cb', '\x3ce4ca9c892772d51a92cccd160e5f8f2550c3b1c0c787b1cf60fb922e902dc0', NULL, NULL, 3, 405.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 21, 'cancellation', -70.0000, -70.0000, 199.0000, 184.0000, 81.0000, 4, 1, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '1:-70.0000', 1, 'till', NULL, NULL, '\x56a73a799fbf5aac2d5c514bcd561e5219cd537207747cda23aeb6d5ae68c73e', '\x6b2a53eb9667b6b3994bf266d37967bf1d07ca6754942feeb6508f511949e6ce', NULL, NULL, 3, 335.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 22, 'cancellation', 0.0000, 0.0000, 199.0000, 184.0000, 81.0000, 4, 2, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2:-20.0000', 1, 'till', NULL, NULL, '\x6ce3338cca7998b90a95dffb1376b54d57944a4a6a28964729f87ea6ca41840b', '\xc569aefe6af18947672f3855c01d8a4aedd907fda2ee07278d61ce62c552ca1a', NULL, NULL, 3, 315.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 23, 'rollback', 0.0000, 0.0000, 199.0000, 184.0000, 81.0000, 4, 6, NULL, NULL, NULL, '2026-03-10 13:00:00+00', '2026-03-10 13:00:00+00', '2026-03-13 12:05:00+00', '6:-20.0000', 1, NULL, NULL, NULL, NULL, '\xdf8caa58c6c154dceb828bcf6e2e017154036f3c7c4a314e3b04bdbb8de849a2', NULL, NULL, 3, 295.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 24, 'activation', 30.0000, 30.0000, 229.0000, 214.0000, 81.0000, 4, 2, NULL, NULL, NULL, '2026-03-11 12:00:00+00', '2026-03-11 12:00:00+00', '2026-03-13 12:05:00+00', '2:30.0000', 1, NULL, NULL, NULL, NULL, '\x4a2c0887327c24a258b633d9d73e8c00c215ff6e37fc979c15905059b6e9ba3c', NULL, NULL, 3, 295.0000, NULL, true);
INSERT INTO public.entry VALUES (1, 1289427969, 25, 'expiry', -30.0000, -30.0000, 199.0000, 184.0000, 81.0000, 4, 2, NULL, NULL, NULL, '2026-03-12 12:00:00+00', '2026-03-12 12:00:00+00', '2026-03-13 12:05:00+00', '2:-30.0000', 1, NULL, NULL, NULL, NULL, '\x53121e5b89802fa78964ac0ec589a777ad435528a280a82bdaf54c558d55fa72', NULL, NULL, 3, 295.0000, NULL, true);
INSERT INTO public.entry VALUES (1, 1289427969, 26, 'adjustment', 12.0000, 12.0000, 211.0000, 196.0000, 81.0000, 4, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '26:12.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, '\xd45c861eaf0254a796494a38b24e41579e778ccffea5a37a31d7715f754e2ea0', '\x2c379245a759b0aa2392d62cd8ae6e13fed31f766b6f545a84758c80716dfc12', NULL, true, 3, 307.0000, NULL, true);
INSERT INTO public.entry VALUES (1, 1289427969, 27, 'adjustment', 8.0000, 8.0000, 219.0000, 204.0000, 81.0000, 4, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '27:8.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, '\xeaae586a901b94b4195fb3e6dcccb58124b5a5bd56d9a00ffc4e95735e87d39b', '\x1a4d9f9f28cef276c3755cac04b3e8d304dfab7c14e52532cc49d88a7caf99e1', NULL, false, 3, 307.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 28, 'adjustment', -3.0000, -3.0000, 216.0000, 201.0000, 81.0000, 4, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '3:-3.0000', 1, 'till', NULL, NULL, '\xeff2219fdc26c00e43417ece1cc2830332377fc9398f694eb3412f052a2765ee', '\xd9108524046cf9ed8d97df08013af4e23cc27e2bfd34167da506bf2596ad9541', NULL, true, 3, 304.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 29, 'adjustment', -1.0000, -1.0000, 215.0000, 200.0000, 81.0000, 4, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '3:-1.0000', 1, 'till', NULL, NULL, '\xc5d85d418eb9f0f0bada210e44e5e364a88f4b2ce7861568db3301b1563b730b', '\x23e1c8039ead7b6571b9db0a7e51a5f1deb11f2df768bce3536b1371923bbb3c', NULL, false, 3, 304.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 1289427969, 30, 'redemption', -50.0000, -50.0000, 165.0000, 150.0000, 131.0000, 5, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '3:-50.0000', 1, 'till', NULL, NULL, NULL, '\x9d7825bd8a750bcdc7250d86be8c3c3a87c334a893d48d4a3711d9a3485d919f', NULL, NULL, 3, 304.0000, NULL, false);
INSERT INTO public.entry VALUES (2, 1979535362, 1, 'accrual', 10.0000, 10.0000, 10.0000, 10.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:10.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\x228ae1b20ff74b068da7475c11074b87d2e51092ed77e7b742a94f6d8ff5ec7b', NULL, NULL, 3, 10.0000, NULL, true);
INSERT INTO public.entry VALUES (2, 1979535362, 2, 'redemption', -10.0000, -10.0000, 0.0000, 0.0000, 10.0000, 1, NULL, 'r-1', NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:-10.0000', 1, 'till', NULL, NULL, NULL, '\xddacc205fb002e3f723ef6b56e2cb59d0b8a6e3c752178a7f93756be9bb1a0be', NULL, NULL, 3, 10.0000, NULL, false);
INSERT INTO public.entry VALUES (2, 1979535362, 3, 'cancellation', -10.0000, 0.0000, 0.0000, 0.0000, 10.0000, 1, 1, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:0.0000', 1, 'till', NULL, NULL, '\xc60170df7b8d7b239f36f5fda8a67098802ed65650b7b095951712f5b1055f8c', '\x943542e94f7e9fa8e25ff7af9f61bf52ddb877e44e2b4c716625dd256928a53f', NULL, NULL, 3, 0.0000, NULL, false);
INSERT INTO public.entry VALUES (2, 1979535362, 4, 'accrual', 4.0000, 0.0000, 0.0000, 0.0000, 10.0000, 1, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '4:0.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\x681904519dbd1255a0848d0a1072865eee922a6aa82f13bc8ac39e9ed561ae1a', NULL, NULL, 3, 4.0000, NULL, false);
INSERT INTO public.entry VALUES (2, 1979535362, 5, 'accrual', 0.0000, 0.0000, 0.0000, 0.0000, 10.0000, 1, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '5:6.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\x7429f4f991b0f64055e3ae54a3405cac4b03dc8c32decc0e4cef6809306d7d11', '2026-04-05 15:38:20+00', NULL, 3, 10.0000, NULL, false);
INSERT INTO public.entry VALUES (3, 538399235, 1, 'accrual', 5.0000, 5.0000, 5.0000, 5.0000, 0.0000, 0, NULL, 'g-1', NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:5.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, '\xc1625df60084c6d5ec4055acce68a5e308a4dff849ed1fe501b6f80da92b26b8', '\xe7d0482a7b28b07481f446a33c5323c75e83f86bb4f4c3934ecd09021f51dadd', NULL, NULL, 3, 5.0000, NULL, true);
INSERT INTO public.entry VALUES (3, 538399235, 2, 'redemption', -2.0000, -2.0000, 3.0000, 3.0000, 2.0000, 1, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:-2.0000', 1, 'till', NULL, NULL, NULL, '\xcdbe4313233cac2d91b3919a7845e261aaa3f7edd308e53ee806b755b1d2ebdf', NULL, NULL, 3, 5.0000, NULL, false);
INSERT INTO public.external_id VALUES (1, 1289427969, '\xcec21023659e151974c39b7cd377e19e', '\x4fc19466193c3e4e8de654a2379f52ae', 1, 'a2:	*AB	D!	"');
INSERT INTO public.external_id VALUES (1, 1289427969, '\xedf8ead841de4f1bc3d762497e80947d', '\x14a97e23d68087c7cf605b2d829e222e', 7, 'a2''14()	172026-03-19T12:00:00Z2026-03-19T12:00:00Z !	"');
INSERT INTO public.external_id VALUES (2, 1979535362, '\xedf8ead841de4f1bc3d762497e80947d', '\x6f6ab7f13877995cf465e65fc9ff8c10', 2, 'a2	 !	"');
INSERT INTO public.external_id VALUES (3, 538399235, '\x4526b5f0e1557c1bd6d61e9b34717d5f', '\xa8d298c9385ddf0f3447708f117e5050', 1, NULL);
INSERT INTO public.identifier VALUES (233, 1, 'email', 'ann@example.com', 1, NULL);
INSERT INTO public.identifier VALUES (188, 1, 'email', 'bob@example.com', 2, NULL);
INSERT INTO public.lot VALUES (1, 1289427969, 5, 30.0000, 0.0000, 0.0000, false, false, '2026-03-10 12:00:00+00', NULL, NULL, '2026-03-10 13:00:00+00', 'rolled_back', NULL, 30.0000, 0.0000);
INSERT INTO public.lot VALUES (1, 1289427969, 2, 50.0000, 0.0000, 0.0000, false, false, '2026-03-11 12:00:00+00', '2026-03-12 12:00:00+00', '2026-03-12 12:00:00+00', NULL, 'partly_cancelled', '2026-03-10 12:00:00+00', 0.0000, 20.0000);
INSERT INTO public.lot VALUES (1, 1289427969, 6, 20.0000, 0.0000, 0.0000, false, false, '2026-03-10 12:00:00+00', NULL, NULL, '2026-03-10 13:00:00+00', 'timed_out', NULL, 20.0000, 0.0000);
INSERT INTO public.lot VALUES (2, 1979535362, 1, 10.0000, 0.0000, 0.0000, false, false, '2026-03-13 12:05:00+00', NULL, NULL, NULL, 'cancelled', '2026-03-13 12:05:00+00', 0.0000, 10.0000);
INSERT INTO public.lot VALUES (2, 1979535362, 4, 4.0000, 0.0000, 0.0000, false, false, '2026-03-13 12:05:00+00', NULL, NULL, NULL, 'posted', '2026-03-13 12:05:00+00', 0.0000, 0.0000);
INSERT INTO public.member VALUES (1, 1, 1, NULL, NULL, '{}', 'active', NULL, '2026-03-10 12:00:00+00', NULL, NULL);
INSERT INTO public.member VALUES (3, 3, 1, NULL, NULL, '{}', 'closed', NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', 'till');
INSERT INTO public.member VALUES (2, 2, 1, NULL, NULL, '{}', 'blocked', 'asked for it', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', 'till');
INSERT INTO public.note VALUES (1, 1289427969, 1, '\x395c26ec51be44752b3263621fc94c8c', 'For Ann', NULL, NULL);
INSERT INTO public.note VALUES (1, 1289427969, 9, '\x88d9ccc8c1f8015be53c945a3eaa458f', NULL, '{"basket":3}', NULL);
INSERT INTO public.note VALUES (1, 1289427969, 18, '\x9e637408c7f3da6d02b6a6760093bb9f', NULL, NULL, 'changed my mind');
INSERT INTO public.note VALUES (1, 1289427969, 19, '\xdaa80917f759465944ff4025c3bea851', NULL, NULL, 'returned');
INSERT INTO public.note VALUES (1, 1289427969, 20, '\xa6951f6a5a8fb9bcc5b3a8184ce6d971', NULL, NULL, 'returned');
INSERT INTO public.note VALUES (1, 1289427969, 21, '\x02c52009c4b451a4090e9563fb3c6ecc', NULL, NULL, 'mistake');
INSERT INTO public.note VALUES (1, 1289427969, 22, '\x193eb4e9ef3b104467077182b23f0899', NULL, NULL, 'mistake');
INSERT INTO public.note VALUES (1, 1289427969, 26, '\xf10271af3a2594b3a67a043275f3f70b', NULL, NULL, 'correction');
INSERT INTO public.note VALUES (1, 1289427969, 27, '\x91f4f4df3cb328bc5a51ffdbd0b71499', NULL, NULL, 'correction');
INSERT INTO public.note VALUES (1, 1289427969, 28, '\x02303c9d8222a687ce488b99b311c237', NULL, NULL, 'correction');
INSERT INTO public.note VALUES (1, 1289427969, 29, '\x86375490e919e030b64b32964cef095c', NULL, NULL, 'correction');
INSERT INTO public.note VALUES (2, 1979535362, 3, '\xabae1f9d9bcec340e2c2fb7452a797ff', NULL, NULL, 'mistake');
INSERT INTO public.operator OVERRIDING SYSTEM VALUE VALUES (1, 'books', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\xb7618aeed58241071c53d361cdf75230', '\x4fc19466193c3e4e8de654a2379f52ae', 1, 'a2:	*AB	D!	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x29e8a2bb18737ddf7153494a2bf50b73', '\x1ae30a108eb4e6d7181bbdc9b2a1800b', 2, 'a2;5''5()	*A5B2026-03-11T12:00:00Z2026-03-12T12:00:00ZE	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x72433d029b982b9ddb2cfb3dee4a0d07', '\x3082ef686eaa72202162d7adebf37f16', 3, 'a2:''5()	2026-03-19T12:00:00Z"}}AB	2026-03-19T12:00:00ZE	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x0570e35fc2bf459479caf52da76e16ec', '\x83cb27ae6e59c566890d70ba3df450d2', 4, 'a2;4''9()	202026-03-19T12:00:00Z"}}A4B	","expires_at":null},"pending_until":"58	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x0f6d8da8fea1e314ec9b21bf6c6d15b1', '\xe38a729d467327e509cfa84c63a9a733', 5, 'a2;3''12()	202026-03-19T12:00:00Z"}}A3B	","expires_at":null},"pending_until":"58	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x565931b7e75df36794540a9f1ce664b1', '\x184727264d04ea4eb9be5480b16c9d44', 6, 'a2;2''14()	202026-03-19T12:00:00Z"}}A2B	","expires_at":null},"pending_until":"58	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x52bfc3aec651fa57290ffe6da5891d85', '\x14a97e23d68087c7cf605b2d829e222e', 7, 'a2''14()	172026-03-19T12:00:00Z2026-03-19T12:00:00Z !	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x26509706ec3be83205bc7838c301d79b', '\xd16bbe72ee93610c976ad7d3a20e2a71', 8, 'a2''14()	145.002026-03-19T12:00:00Z2026-03-19T12:00:00Z	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x6ee334f4961fa4bb254b29c191d22631', '\xf7ba810d86f44e02ce50667899c48c02', 9, 'a2''14()	135.002026-03-19T12:00:00Z2026-03-19T12:00:00Z	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x170b689e50babfbb73ed79df0f3b4a06', '\xa71046981cd3fc7c4af661a866444630', NULL, 'a2HI235.00LJpoints_per_dayK435.00LJpoints_per_monthK835.00M', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x81339f733e113f2358ce21f8ff7c6cb7', '\xb3883dc314c19ca1c7b322b1de294eec', 10, 'a2-%&''1()	95.002026-03-19T12:00:00Z2026-03-19T12:00:00Z/1	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x8c28a1aa155d926dec61265b97d8aa4b', '\x8612c7dbd2a950735368ad4938fa16d8', 11, 'a2-%&''14()	75.002026-03-19T12:00:00Z2026-03-19T12:00:00Z/1	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\xf99d5deb7bc634d229489950fa3b0119', '\x84c36f1bae7199e7170e1f8b8e330268', 12, 'a2-%&''14()	65.002026-03-19T12:00:00Z2026-03-19T12:00:00Z/1	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x5030bd4e5be3321bf7989b2d840921e9', '\x22af678ab56b0d819b74e6231544f791', 13, 'a2-%&''14()	52026-03-19T12:00:00Z2026-03-19T12:00:00Z/1	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x3d962955e67d597f56f58675588fa16e', '\x2bddf9292016a749a0812c8e542259a7', 15, 'a2:%&''10P(P)	6P2026-03-19T12:00:00Z"}}AB2026-03-10T12:00:00Z","expires_at":null},"pending_until":"2026-03-10T13:00:00Z55.0082026-03-10T12:00:00Z"', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x22c3bee00e920e24fd651290400a8714', '\xf8559eadb6f7a6bd465b13875528c56a', 16, 'a2,"type":"accrual","status":"rolled_back>3%&''7()	62026-03-19T12:00:00Z"}}A3B2026-03-10T12:00:00Z","expires_at":null},"pending_until":"2026-03-10T13:00:00Z5382026-03-10T12:00:00Z"', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x8b79995c4d07f86428c9e5c66b3696ee', '\xd2fac4443017fe100e759bf96565e0a2', 17, 'a22%&''7P(P)	7P2026-03-19T12:00:00Z2026-03-19T12:00:00Z/2026-03-10T13:00:00Z24P56	82026-03-10T12:00:00Z"', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x11f2c1302ea850aae8c8afa17510845a', '\x59f8898b3cdf5898a672be10963c83d2', 18, 'a2.rolled_back>195.00175.00%&''7()	92026-03-19T12:00:00Z2026-03-19T12:00:00Z/2026-03-10T13:00:00Z1456	82026-03-10T12:00:00Z"', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x0bc0b40c0815841dd57139e9653ebc6d', '\x11457da8b63e1aea01684e5e24ee1c1a', 19, 'a2=>?%&''7P(P)	12026-03-19T12:00:00Z"}}G', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x477e8e64d5859cc5a1932043636d5ba3', '\x34f73664ccc52a0a62f2cc6bd08f31c6', 20, 'a2=>@%&''7P(P)	119.002026-03-19T12:00:00Z"}}G', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\xd478d9be35e18ba0c229e5cf6676538a', '\xe91b9dfb5033bd64e8759a9b1fb62d3e', 21, 'a2=>@%&''(P)	119.002026-03-19T12:00:00Z"}}G', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x47a250a022eb72dd8a7f66ab1b5fdd32', '\xb3ecf1ca0143dabeade55d58335a0930', 22, 'a2=>2@%&''5()	119.002026-03-19T12:00:00Z"}}G', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\xe0ee7bf77e01d28897ccb882527dc40c', '\x573a51faeb5c9d00cb93566cf1af62c0', 26, 'a2<%&	119.002026-03-19T12:00:00Z"}}AB	C	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x9eb74095e5d5d05d3f99c8ce928d863a', '\xf182e21f1d634fd7199562c50219e432', 27, 'a2<%&	119.002026-03-19T12:00:00Z"}}AB	C	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x83bf9de5ec66736af50b1824f894fae3', '\x4a673479440e610415021006e6e37cb9', 28, 'a2<-%&	116.002026-03-19T12:00:00Z"}},"lot":null,"pending_until":null,"released":null,"external_id":null,"occurred_at":"	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x768e4d0fffad6e85776d8375c1548415', '\x06a8ea45a94af2118b57d28dabec102a', 29, 'a2<-%&	12026-03-19T12:00:00Z"}},"lot":null,"pending_until":null,"released":null,"external_id":null,"occurred_at":"	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x8e374449d359f57e17201e919f252f71', '\x4746f17701a9d4c9b625c0e985fbbddc', 30, 'a2%&	65.002026-03-19T12:00:00Z2026-03-19T12:00:00Z	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1289427969, '\x047c9e3eb56972bbd3f3e2c453550dcb', '\x3ab14ad2dd7a24a26d5cf87dedb3b8d9', NULL, 'a2HI15PLJpoints_per_dayK45PM', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 1979535362, '\x58ef2c180c70bdb4bf0c73f1e0ba433d', '\xf8386388b7871e3719fa84ce889b4266', 1, 'a2:	*AB	C	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 1979535362, '\x3c3da8b4347263ac86b0f17375804abd', '\x6f6ab7f13877995cf465e65fc9ff8c10', 2, 'a2	 !	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 1979535362, '\x99c5f0b81b93fa0edc70cab53f8a41c4', '\xb678fbeb619161868c53e41c2d54cb43', 3, 'a2=>?''()	*G', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 1979535362, '\x28a0889b3418ed37d64372ab9ba52493', '\x51cda7d72a2f2559c07bb881117da59a', 4, 'a2:''(6.00)	*AB	C	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 1979535362, '\x93e44e2a8ba77c25b5a1149b61e35f8c', '\xa3e82dc287444725e40b5e3d6091f519', NULL, 'a2HIPM', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 1979535362, '\x7fec45089bd3e9e21cf5049b1806167f', '\xeefe029fd2f3299de96802077a3b2cd9', 5, 'a2;6.00''6.00(6.00)	*A6.00B	","expires_at":null},"pending_until":"58	"', '2026-03-13 12:05:00+00');
INSERT INTO public.points_currency VALUES (1, 1, 'points', 'Points', 2, true);
INSERT INTO public.program VALUES (1, 1, 'books', 'Books', 'EUR', 'en', 'UTC', '{user_id}', '{"hold": {"max_timeout_seconds": 2592000, "default_timeout_seconds": 900}, "expiry": {"after_days": null, "restored_grace_days": 30, "activation_delay_days": 0}, "earning": {"max_points_per_day": null, "max_points_per_accrual": null}, "redemption": {"max_points": null, "min_points": null, "multiple_of": null, "max_points_per_day": "500", "max_points_per_month": "900", "max_redemptions_per_day": null}, "cancellation": {"window_seconds": null, "allow_negative_correction": true}}', 1, '2026-03-10 12:00:00+00');
INSERT INTO public.redemption VALUES (1, 1289427969, 13, 'held', 'generic', 15.0000, 0.0000, 0.0000, 0.0000, '2026-04-02 15:33:20+00', NULL, NULL);
INSERT INTO public.redemption VALUES (1, 1289427969, 12, 'timed_out', 'generic', 10.0000, 0.0000, 10.0000, 0.0000, '2026-03-10 12:01:00+00', NULL, '2026-03-10 12:01:00+00');
INSERT INTO public.redemption VALUES (1, 1289427969, 10, 'posted', 'generic', 40.0000, 30.0000, 10.0000, 0.0000, '2026-03-10 13:00:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00');
INSERT INTO public.redemption VALUES (1, 1289427969, 11, 'rolled_back', 'generic', 20.0000, 0.0000, 20.0000, 0.0000, '2026-03-10 13:00:00+00', NULL, '2026-03-10 12:05:00+00');
INSERT INTO public.redemption VALUES (1, 1289427969, 8, 'cancelled', 'generic', 25.0000, 25.0000, 0.0000, 25.0000, NULL, '2026-03-10 12:00:00+00', NULL);
INSERT INTO public.redemption VALUES (1, 1289427969, 9, 'partly_cancelled', 'generic', 10.0000, 10.0000, 0.0000, 4.0000, NULL, '2026-03-10 12:00:00+00', NULL);
INSERT INTO public.request_outcome VALUES ('', 'till', '/test', '2ba35e40-1f34-4be0-9677-3400559b1739', '\x60de95d0cbba7746d5d80bb746336138520e4af6f3d946cbfc7e2082b63264d6', '1 {"ok":{"code":"books","name":"Books","operator":"books","number":1,"base_currency":"EUR","language":"en","time_zone":"UTC","points_currencies":[{"code":"points","number":1,"name":"Points","scale":2,"default":true}],"custom_fields":["user_id"],"policy":{"redemption":{"min_points":null,"max_points":null,"multiple_of":null,"max_points_per_day":"500","max_points_per_month":"900","max_redemptions_per_day":null},"hold":{"default_timeout_seconds":900,"max_timeout_seconds":2592000},"cancellation":{"window_seconds":null,"allow_negative_correction":true},"expiry":{"after_days":null,"activation_delay_days":0,"restored_grace_days":30},"earning":{"max_points_per_accrual":null,"max_points_per_day":null}}},"decline":null}', NULL, '2026-03-10 12:00:00+00');
INSERT INTO public.request_outcome VALUES ('', 'till', '/test', 'd32cd766-6b18-4776-81f5-9dd0ea6213ff', '\xd76e65c49e4de4113a8c455cb437f5b004f6622e70dfb5611c6c8467bb7dfcbd', '1 {"ok":{"member_id":"mbr_1","number":1,"identifiers":{"email":"ann@example.com"},"name":null,"language":null,"tags":[],"status":"active","status_reason":null,"status_changed_at":null,"status_changed_by":null,"enrolled_at":"2026-03-10T12:00:00Z","totals":{"earned":"0.00","redeemed":"0.00","expired":"0.00"}},"decline":null}', 1, '2026-03-10 12:00:00+00');
INSERT INTO public.request_outcome VALUES ('', 'till', '/test', 'efd4e252-467f-463c-a30f-2d2516c05b59', '\xc9f7a631fd322e7454090aad6267c44c9b2a39fa6bb79220f026047599841f3a', '1 {"ok":{"member_id":"mbr_2","number":2,"identifiers":{"email":"bob@example.com"},"name":null,"language":null,"tags":[],"status":"active","status_reason":null,"status_changed_at":null,"status_changed_by":null,"enrolled_at":"2026-03-13T12:05:00Z","totals":{"earned":"0.00","redeemed":"0.00","expired":"0.00"}},"decline":null}', 2, '2026-03-13 12:05:00+00');
INSERT INTO public.schemaversions VALUES (1, 'Loyalty.Infrastructure.Postgres.Migrations.0001_core.sql', '2026-11-28 22:32:12.809287');
INSERT INTO public.schemaversions VALUES (2, 'Loyalty.Infrastructure.Postgres.Migrations.0002_two_phase.sql', '2026-11-28 22:32:12.814117');
INSERT INTO public.schemaversions VALUES (3, 'Loyalty.Infrastructure.Postgres.Migrations.0003_operation.sql', '2026-11-28 22:32:12.816011');
INSERT INTO public.schemaversions VALUES (4, 'Loyalty.Infrastructure.Postgres.Migrations.0004_faults.sql', '2026-11-28 22:32:12.818292');
INSERT INTO public.schemaversions VALUES (5, 'Loyalty.Infrastructure.Postgres.Migrations.0005_pruning.sql', '2026-11-28 22:32:12.81975');
INSERT INTO public.schemaversions VALUES (6, 'Loyalty.Infrastructure.Postgres.Migrations.0006_written_identifiers.sql', '2026-11-28 22:32:12.820469');
INSERT INTO public.schemaversions VALUES (7, 'Loyalty.Infrastructure.Postgres.Migrations.0007_entry_form.sql', '2026-11-28 22:32:12.823928');
INSERT INTO public.schemaversions VALUES (8, 'Loyalty.Infrastructure.Postgres.Migrations.0008_lean_rows.sql', '2026-11-28 22:32:12.854352');
INSERT INTO public.schemaversions VALUES (9, 'Loyalty.Infrastructure.Postgres.Migrations.0009_slim_outcomes.sql', '2026-11-28 22:32:12.867162');
INSERT INTO public.schemaversions VALUES (10, 'Loyalty.Infrastructure.Postgres.Migrations.0010_lots_on_row.sql', '2026-11-28 22:32:12.878536');
SELECT pg_catalog.setval('public.audit_audit_id_seq', 3, true);
SELECT pg_catalog.setval('public.operator_operator_number_seq', 1, true);
SELECT pg_catalog.setval('public.schemaversions_schemaversionsid_seq', 10, true);
ALTER TABLE ONLY public.schemaversions
    ADD CONSTRAINT "PK_schemaversions_Id" PRIMARY KEY (schemaversionsid);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_owner_number_owner_kind_points_currency_number_buck_key UNIQUE (owner_number, owner_kind, points_currency_number, bucket);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (bucket, account_number);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (key_id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (audit_id);
ALTER TABLE ONLY public.due
    ADD CONSTRAINT due_pkey PRIMARY KEY (bucket, account_number);
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT enrolment_pkey PRIMARY KEY (bucket, member_number, program_number);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (bucket, account_number, seq);
ALTER TABLE ONLY public.external_id
    ADD CONSTRAINT external_id_pkey PRIMARY KEY (bucket, account_number, digest);
ALTER TABLE ONLY public.identifier
    ADD CONSTRAINT identifier_pkey PRIMARY KEY (bucket, operator_number, kind, value);
ALTER TABLE ONLY public.lot
    ADD CONSTRAINT lot_pkey PRIMARY KEY (bucket, account_number, lot_number);
ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_pkey PRIMARY KEY (bucket, member_number);
ALTER TABLE ONLY public.note
    ADD CONSTRAINT note_pkey PRIMARY KEY (bucket, account_number, seq);
ALTER TABLE ONLY public.operator
    ADD CONSTRAINT operator_code_key UNIQUE (code);
ALTER TABLE ONLY public.operator
    ADD CONSTRAINT operator_pkey PRIMARY KEY (operator_number);
ALTER TABLE ONLY public.outcome
    ADD CONSTRAINT outcome_pkey PRIMARY KEY (bucket, account_number, digest);
ALTER TABLE ONLY public.points_currency
    ADD CONSTRAINT points_currency_pkey PRIMARY KEY (points_currency_number);
ALTER TABLE ONLY public.points_currency
    ADD CONSTRAINT points_currency_program_number_code_key UNIQUE (program_number, code);
ALTER TABLE ONLY public.program
    ADD CONSTRAINT program_code_key UNIQUE (code);
ALTER TABLE ONLY public.program
    ADD CONSTRAINT program_pkey PRIMARY KEY (program_number);
ALTER TABLE ONLY public.redemption
    ADD CONSTRAINT redemption_pkey PRIMARY KEY (bucket, account_number, redemption_number);
ALTER TABLE ONLY public.request_outcome
    ADD CONSTRAINT request_outcome_pkey PRIMARY KEY (operator, key_line, path, idempotency_key);
CREATE INDEX api_key_by_operator ON public.api_key USING btree (operator_number, created_at, key_id);
CREATE INDEX audit_by_operator ON public.audit USING btree (operator_number, audit_id);
CREATE INDEX due_by_time ON public.due USING btree (bucket, due_at);
CREATE INDEX enrolment_by_program ON public.enrolment USING btree (program_number, enrolled_at, member_number);
CREATE INDEX entry_by_day ON public.entry USING btree (bucket, account_number, effective_at, seq) WHERE first_of_day;
CREATE INDEX entry_by_external_id ON public.entry USING btree (bucket, account_number, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX entry_by_recording ON public.entry USING brin (recorded_at) WITH (autosummarize='on');
CREATE INDEX external_id_by_digest ON public.external_id USING btree (digest);
CREATE INDEX identifier_by_member ON public.identifier USING btree (member_number);
CREATE INDEX identifier_by_start ON public.identifier USING btree (operator_number, value text_pattern_ops);
CREATE INDEX lot_open ON public.lot USING btree (bucket, account_number, expires_at, lot_number) WHERE (open AND (NOT pending));
CREATE INDEX lot_pending ON public.lot USING btree (bucket, account_number) WHERE pending;
CREATE INDEX outcome_by_recording ON public.outcome USING brin (recorded_at) WITH (autosummarize='on');
CREATE INDEX redemption_open ON public.redemption USING btree (bucket, account_number) WHERE ((status)::text = 'held'::text);
CREATE INDEX request_outcome_by_member ON public.request_outcome USING btree (member_number) WHERE (member_number IS NOT NULL);
CREATE INDEX request_outcome_by_recording ON public.request_outcome USING btree (recorded_at);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_operator_number_fkey FOREIGN KEY (operator_number) REFERENCES public.operator(operator_number);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_operator_number_fkey FOREIGN KEY (operator_number) REFERENCES public.operator(operator_number);
ALTER TABLE ONLY public.points_currency
    ADD CONSTRAINT points_currency_program_number_fkey FOREIGN KEY (program_number) REFERENCES public.program(program_number);
ALTER TABLE ONLY public.program
    ADD CONSTRAINT program_operator_number_fkey FOREIGN KEY (operator_number) REFERENCES public.operator(operator_number);
