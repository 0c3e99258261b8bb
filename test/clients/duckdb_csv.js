// DuckDB over the CSV files that psql writes: node duckdb_csv.js FOLDER
const { DuckDBInstance } = require("@duckdb/node-api");

const folder = process.argv[2];
const asked = {
  cell: `SELECT typeof(value), value, kind FROM read_csv('${folder}/cell.csv')
    WHERE item = 'granted' AND column_name = 'total' ORDER BY agency`,
  figures_flat: `SELECT typeof(applications_granted_total), applications_granted_total
    FROM read_csv('${folder}/figures_flat.csv') ORDER BY agency`,
  report: `SELECT typeof(report), substr(report, 1, 50) FROM read_csv('${folder}/report.csv')`,
  json: `SELECT typeof(report), CAST(report->>'$.applications.granted.total' AS bigint)
    FROM read_csv('${folder}/json.csv', types = {'report': 'JSON'})`,
};

async function main() {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  for (const [name, query] of Object.entries(asked)) {
    const rows = (await connection.runAndReadAll(query)).getRows();
    console.log(`${name}:`, rows.map((row) => row.map(String).join(" ")).join(", "));
  }
}
main();
