-- disclosure_figures: the figures of a report without its words

CREATE TYPE disclosure_figures;
CREATE FUNCTION disclosure_figures_in(cstring) RETURNS disclosure_figures
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3000;
COMMENT ON FUNCTION disclosure_figures_in(cstring) IS
	'Input: what disclosure_figures_out of this version or an earlier one wrote, or a report as '
	'text, of which year, form and figures are kept';
CREATE FUNCTION disclosure_figures_out(disclosure_figures) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION disclosure_figures_out(disclosure_figures) IS
	'Output: what disclosure_figures_send gives, in base64';
CREATE FUNCTION disclosure_figures_recv(internal) RETURNS disclosure_figures
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_recv(internal) IS
	'Binary input: what disclosure_figures_send of this version or an earlier one wrote';
CREATE FUNCTION disclosure_figures_send(disclosure_figures) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_send(disclosure_figures) IS
	'Binary output: a version, year, form and figures, the same on every machine';

-- preferred among row types, so that a literal or a parameter without a type can still be given
-- to what takes either
CREATE TYPE disclosure_figures (
	INPUT = disclosure_figures_in, OUTPUT = disclosure_figures_out,
	RECEIVE = disclosure_figures_recv, SEND = disclosure_figures_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = main, CATEGORY = 'C', PREFERRED = true);
COMMENT ON TYPE disclosure_figures IS
	'Year, form and all figures of a report without its title, agency and narrative, in 100 to 300'
	' bytes: for columns that are added up by the million. Every function that takes a report takes'
	' it, too; a cell is NULL where that of the report was';

CREATE FUNCTION disclosure_figures(report disclosure_report) RETURNS disclosure_figures
	AS 'MODULE_PATHNAME', 'figures_from_report' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION disclosure_figures(disclosure_report) IS 'Year, form and figures of a report';
CREATE FUNCTION disclosure_report(figures disclosure_figures) RETURNS disclosure_report
	AS 'MODULE_PATHNAME', 'report_from_figures' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION disclosure_report(disclosure_figures) IS
	'The report that has these figures; title, agency and narrative are NULL';

-- what loses the words is to be asked for
CREATE CAST (disclosure_report AS disclosure_figures)
	WITH FUNCTION disclosure_figures(disclosure_report);
COMMENT ON CAST (disclosure_report AS disclosure_figures) IS
	'Leaves title, agency and narrative out';
CREATE CAST (disclosure_figures AS disclosure_report)
	WITH FUNCTION disclosure_report(disclosure_figures) AS IMPLICIT;
COMMENT ON CAST (disclosure_figures AS disclosure_report) IS
	'A report without title, agency and narrative';

-- to_json, to_jsonb and all that makes JSON of a row look for this cast
CREATE FUNCTION figures_to_json(figures disclosure_figures) RETURNS json
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION figures_to_json(disclosure_figures) IS
	'An object: year, form, proactive, applications and disputes, named as in disclosure_report';
CREATE CAST (disclosure_figures AS json) WITH FUNCTION figures_to_json(disclosure_figures);
COMMENT ON CAST (disclosure_figures AS json) IS
	'An object: year, form, proactive, applications and disputes, named as in disclosure_report';

-- an order, for DISTINCT, GROUP BY and the like
CREATE FUNCTION disclosure_figures_cmp(disclosure_figures, disclosure_figures) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_cmp(disclosure_figures, disclosure_figures) IS
	'0 if year, form and all figures are the same; the order of others means nothing, but is always'
	' the same';
CREATE FUNCTION disclosure_figures_lt(disclosure_figures, disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_lt(disclosure_figures, disclosure_figures) IS
	'Implementation of <';
CREATE FUNCTION disclosure_figures_le(disclosure_figures, disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_le(disclosure_figures, disclosure_figures) IS
	'Implementation of <=';
CREATE FUNCTION disclosure_figures_eq(disclosure_figures, disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_eq(disclosure_figures, disclosure_figures) IS
	'Implementation of =';
CREATE FUNCTION disclosure_figures_ne(disclosure_figures, disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_ne(disclosure_figures, disclosure_figures) IS
	'Implementation of <>';
CREATE FUNCTION disclosure_figures_ge(disclosure_figures, disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_ge(disclosure_figures, disclosure_figures) IS
	'Implementation of >=';
CREATE FUNCTION disclosure_figures_gt(disclosure_figures, disclosure_figures) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_gt(disclosure_figures, disclosure_figures) IS
	'Implementation of >';

CREATE OPERATOR < (
	LEFTARG = disclosure_figures, RIGHTARG = disclosure_figures, FUNCTION = disclosure_figures_lt,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
CREATE OPERATOR <= (
	LEFTARG = disclosure_figures, RIGHTARG = disclosure_figures, FUNCTION = disclosure_figures_le,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
CREATE OPERATOR = (
	LEFTARG = disclosure_figures, RIGHTARG = disclosure_figures, FUNCTION = disclosure_figures_eq,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR <> (
	LEFTARG = disclosure_figures, RIGHTARG = disclosure_figures, FUNCTION = disclosure_figures_ne,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel);
CREATE OPERATOR >= (
	LEFTARG = disclosure_figures, RIGHTARG = disclosure_figures, FUNCTION = disclosure_figures_ge,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel);
CREATE OPERATOR > (
	LEFTARG = disclosure_figures, RIGHTARG = disclosure_figures, FUNCTION = disclosure_figures_gt,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR < (disclosure_figures, disclosure_figures) IS
	'Is it before the other in some order?';
COMMENT ON OPERATOR <= (disclosure_figures, disclosure_figures) IS
	'Is it before the other in some order, or the same?';
COMMENT ON OPERATOR = (disclosure_figures, disclosure_figures) IS
	'Are year, form and all figures the same?';
COMMENT ON OPERATOR <> (disclosure_figures, disclosure_figures) IS
	'Is the year, the form or any figure another?';
COMMENT ON OPERATOR >= (disclosure_figures, disclosure_figures) IS
	'Is it behind the other in some order, or the same?';
COMMENT ON OPERATOR > (disclosure_figures, disclosure_figures) IS
	'Is it behind the other in some order?';

CREATE OPERATOR CLASS disclosure_figures_ops DEFAULT FOR TYPE disclosure_figures USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 disclosure_figures_cmp(disclosure_figures, disclosure_figures);
COMMENT ON OPERATOR CLASS disclosure_figures_ops USING btree IS
	'The order of disclosure_figures, which means nothing but tells what is the same';
COMMENT ON OPERATOR FAMILY disclosure_figures_ops USING btree IS 'The order of disclosure_figures';

-- a hash, for DISTINCT, GROUP BY, joins and partitions of many
CREATE FUNCTION disclosure_figures_hash(disclosure_figures) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_hash(disclosure_figures) IS
	'The same for values that are equal, in every version';
CREATE FUNCTION disclosure_figures_hash_extended(disclosure_figures, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION disclosure_figures_hash_extended(disclosure_figures, bigint) IS
	'The same for values that are equal, in every version; with a seed';
CREATE OPERATOR CLASS disclosure_figures_ops DEFAULT FOR TYPE disclosure_figures USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 disclosure_figures_hash(disclosure_figures),
	FUNCTION 2 disclosure_figures_hash_extended(disclosure_figures, bigint);
COMMENT ON OPERATOR CLASS disclosure_figures_ops USING hash IS 'Hashes of disclosure_figures';
COMMENT ON OPERATOR FAMILY disclosure_figures_ops USING hash IS 'Hashes of disclosure_figures';
