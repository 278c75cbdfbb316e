"""A dialect is how one engine wants a plan's SQL written: an engine is a line here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Dialect:
    """One engine's SQL.

    `compiled` is Ibis's name for it and `printed` SQLGlot's. `doubles` says that a number with
    a point is a decimal there, whose quotients are cut short, so that each is cast to a double;
    `ignores_nulls` that the last known value of a window can be asked for. `view` is what stands
    before AS, and `about_views` what must be known before running it. `lacks` are functions that
    it may not have over a moving window. `held` is how a step stands in a WITH.
    """

    name: str
    label: str
    compiled: str
    printed: str
    doubles: bool = False
    ignores_nulls: bool = True
    view: str = "CREATE OR REPLACE VIEW {name}"
    about_views: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    held: str = "AS"

    def about(self, sql: str) -> list[str]:
        """What a reader of this SQL must know before running it there."""
        return [
            f"{self.label} may refuse {name} over a moving window, which a metric read as a trend"
            " needs: try the query, and read that metric as a change where it is refused."
            for name in self.lacks
            if f"{name}(" in sql
        ]


_SPARK_VIEWS = (
    "The session needs a catalog that keeps views; without one write CREATE OR REPLACE"
    " TEMPORARY VIEW, which lasts as long as the session."
)

DIALECTS: Final = {
    dialect.name: dialect
    for dialect in (
        Dialect("duckdb", "DuckDB", "duckdb", "duckdb"),
        Dialect(
            "postgres", "PostgreSQL", "postgres", "postgres", doubles=True, ignores_nulls=False,
            # Else each step is put in every place that reads it, and calculated as often.
            held="AS MATERIALIZED",
            about_views=(
                "PostgreSQL keeps the columns that a view has: after a metric was added, left out"
                " or renamed, run DROP VIEW {name} first.",
            ),
        ),
        Dialect(
            "spark", "Spark", "databricks", "spark", doubles=True, about_views=(_SPARK_VIEWS,)
        ),
        Dialect(
            "snowflake", "Snowflake", "snowflake", "snowflake", doubles=True,
            view="CREATE OR REPLACE VIEW {name} COPY GRANTS",
            about_views=("COPY GRANTS keeps the rights that were given on the view before.",),
            lacks=("COVAR_POP",),
        ),
        Dialect(
            "bigquery", "BigQuery", "bigquery", "bigquery",
            about_views=(
                "BigQuery wants to know the data set of everything in a view: write"
                " your_data_set.{name} and your_data_set.snapshots.",
            ),
        ),
        Dialect("databricks", "Databricks", "databricks", "databricks", doubles=True),
        Dialect(
            "trino", "Trino", "trino", "trino",
            about_views=(
                "The catalog's connector has to keep views, as those for Hive and Iceberg do;"
                " elsewhere save the query in the tool that runs it.",
            ),
        ),
    )
}  # fmt: skip
"""All engines, by name: those that run here first, then those that only get text."""

_KEPT = """
all alter analyse analyze and anti any array as asc asof assert_rows_modified asymmetric at
authorization between bigint binary bit boolean both by case cast char character check coalesce
collate collation column columns commit concurrently connect constraint contains create cross
cube current current_catalog current_date current_path current_role current_schema current_time
current_timestamp current_user database deallocate dec decimal default deferrable define delete
desc describe distinct do drop else end enum escape except exclude execute exists extract false
fetch float following for foreign freeze from full function generated glob grant group grouping
grouping_id groups gscluster hash having if ignore ilike in increment initially inner inout
insert int integer intersect interval into is isnull issue join json_array json_exists
json_object json_query json_table json_value lambda lateral leading left like limit listagg
localtime localtimestamp lookup map merge minus national natural nchar new no none normalize not
notnull null nullif nulls numeric of offset on only or order organization out outer over
overlaps overlay partition pivot pivot_longer pivot_wider placing position positional preceding
precision prepare primary proto qualify range real recursive references regexp respect returning
revoke right rlike rollup row rows sample schema select semi session_user set setof show similar
skip smallint some start struct substring summarize symmetric table tablesample then time
timestamp to trailing treat trigger trim true try_cast tuple uescape unbounded union unique
unnest unpack unpivot update user using values varchar variadic verbose view when whenever where
window with within xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse
xmlpi xmlroot xmlserialize xmltable
"""

KEPT_WORDS: Final = frozenset(_KEPT.split())
"""Words that one of these engines keeps for itself: as a name they stand in quotation marks."""
