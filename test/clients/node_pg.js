// node-pg
const { Client } = require("pg");
const queries = require("./queries.json");

const shown = (value) =>
  `${value === null ? "" : value.constructor.name + " "}${JSON.stringify(value)}`.slice(0, 72);

async function main() {
  const client = new Client();
  await client.connect();
  const ask = async (name) => client.query({ text: queries[name], rowMode: "array" });
  console.log("cell:", (await ask("cell")).rows.flat().map(shown).join(", "));
  const flat = await ask("figures_flat");
  const place = flat.fields.findIndex(({ name }) => name === "applications_granted_total");
  console.log("figures_flat:", flat.fields.length, "columns,",
    flat.rows.map((row) => shown(row[place])).join(", "));
  for (const name of ["report", "json"])
    console.log(`${name}:`, shown((await ask(name)).rows[0][0]));
  await client.end();
}
main();
