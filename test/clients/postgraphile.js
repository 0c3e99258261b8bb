// PostGraphile 4: what its schema has of a registry, and what it answers.
const { Pool } = require("pg");
const { createPostGraphileSchema, withPostGraphileContext } = require("postgraphile");
const { graphql } = require("graphql");

const query = `{
  allCells(condition: { item: "granted", columnName: "total" }, orderBy: AGENCY_ASC) {
    nodes { value kind }
  }
  allFiguresFlats(orderBy: AGENCY_ASC) { nodes { applicationsGrantedTotal } }
  allReports(first: 1) { nodes { agency report {
    applications { granted { total } } proactive { feesAmount } } } }
}`;

async function main() {
  const pgPool = new Pool();
  const schema = await createPostGraphileSchema(pgPool, ["disclosure"]);
  const ask = (text) => withPostGraphileContext({ pgPool }, (context) =>
    graphql(schema, text, null, { ...context }));
  const answer = await ask(query);
  if (answer.errors)
    throw answer.errors[0];
  const { allCells, allFiguresFlats, allReports } = answer.data;
  console.log("cell:", JSON.stringify(allCells.nodes));
  console.log("figures_flat:", Object.keys(schema.getType("FiguresFlat").getFields())
    .filter((name) => name !== "nodeId").length, "columns,", JSON.stringify(allFiguresFlats.nodes));
  console.log("report:", JSON.stringify(allReports.nodes[0].report));
  // it takes every base type for text, and the server gives an object
  const figures = await ask("{ allReports(first: 1) { nodes { figures } } }");
  console.log("figures:", figures.errors[0].message.slice(0, 32));
  console.log("description:",
    schema.getType("FiguresFlat").getFields().applicationsGrantedTotal.description);
  await pgPool.end();
}
main();
