"""Every function of the extension that SQL can call, with arguments by their types."""
import database

FUNCTIONS = """
SELECT json_build_array(p.oid::regprocedure, p.proname, p.prokind = 'a', p.proretset,
    array_to_json(p.proargtypes::regtype[]), p.provariadic <> 0,
    p.prorettype = 'record'::regtype)
FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid
WHERE d.classid = 'pg_proc'::regclass AND d.deptype = 'e'
    AND d.refclassid = 'pg_extension'::regclass
    AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'govdisclose')
    AND p.prokind IN ('f', 'a') AND NOT '{internal,cstring}'::regtype[] && p.proargtypes::regtype[]
ORDER BY 1::text
"""

# Values for the types whose values are not given.
FIXED = {
    "boolean": "false",
    "bigint": "7",
    "text[]": "'{甲局,乙局}'::text[]",
}

# What the names of arguments of type text mean, by function and place.
WORDS = {
    "format_report": {1: "'html'"},
    "format_report_file": {1: "'docx'"},
    "format_comparison": {2: "'html'"},
    "format_sum": {3: "'临川市'", 5: "'html'"},
    "format_sum_file": {3: "'临川市'", 5: "'docx'"},
    "figure": {1: "'received'", 2: "'total'"},
    "name_dictionary": {0: "'en'"},
}


class Function:
    def __init__(self, signature, name, is_aggregate, is_set, types, is_variadic, is_record):
        self.signature, self.name, self.types = signature, name, types
        self.is_aggregate, self.is_set = is_aggregate, is_set
        self.is_variadic, self.is_record = is_variadic, is_record

    def arguments(self, values):
        """SQL of the arguments; values has an expression by each type that matters."""
        words = WORDS.get(self.name, {})
        given = [words.get(i) or values.get(type) or FIXED.get(type) or f"NULL::{type}"
                 for i, type in enumerate(self.types)]
        if self.is_variadic:
            given[-1] = "VARIADIC " + given[-1]
        return ", ".join(given)

    def takes(self, types):
        """Is one of its arguments of these types, and not one that names something?"""
        words = WORDS.get(self.name, {})
        return any(type in types and i not in words for i, type in enumerate(self.types))


def functions():
    return [Function(*row) for row in database.values(database.run(FUNCTIONS))]
