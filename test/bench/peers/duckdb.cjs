// usage: duckdb.cjs REPORTS.csv CONSOLIDATING.csv
//
// Milliseconds of the sums of `consolidated` and `outcomes_by_category` over DuckDB's own table of
// plain columns: name, tab, the median of five runs, a line each.
const { DuckDBInstance } = require('@duckdb/node-api');

async function median(connection, query) {
    const times = [];
    for (let i = 0; i < 6; i++) {
        const started = process.hrtime.bigint();
        await (await connection.runAndReadAll(query)).getRows();
        times.push(Number(process.hrtime.bigint() - started) / 1e6);
    }
    return times.slice(1).sort((a, b) => a - b)[2];
}

async function main() {
    const [reports, consolidating] = process.argv.slice(2);
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run('SET threads = 2');
    await connection.run(`CREATE TABLE consolidating AS
        SELECT * FROM read_csv('${consolidating}', header = true, all_varchar = true)`);
    const described = await connection.runAndReadAll(
        `SELECT column_name FROM (DESCRIBE SELECT * FROM read_csv('${reports}', header = true,
            all_varchar = true))`);
    const columns = described.getRows().map(row => row[0]);
    const cells = columns.filter(name => name !== 'agency' && name !== 'year');
    const types = columns.map(name => `'${name}': '${name === 'agency' ? 'VARCHAR' :
        name.endsWith('_amount') ? 'DECIMAL(18,4)' : 'BIGINT'}'`).join(', ');
    await connection.run(`CREATE TABLE report AS
        SELECT * FROM read_csv('${reports}', header = true, columns = {${types}})`);
    const applicants = new RegExp('^applications_.*_(natural_person|business|research|' +
        'public_interest|legal_service|other)$');
    const sums = names => `SELECT year, count(*), ${names.map(n => `sum(${n}), count(${n})`)}
        FROM report r WHERE NOT EXISTS (SELECT 1 FROM consolidating c WHERE c.agency = r.agency)
        GROUP BY year`;
    console.log(`consolidated\t${await median(connection, sums(cells))}`);
    console.log(`outcomes_by_category\t${
        await median(connection, sums(cells.filter(name => applicants.test(name))))}`);
}

main().catch(error => { console.error(error.message); process.exit(1); });
