// Reads a Parquet file with DuckDB and prints its columns, rows and metadata.
import { DuckDBInstance } from '@duckdb/node-api';

const file = process.argv[2].replaceAll("'", "''");
const db = await (await DuckDBInstance.create(':memory:')).connect();
const plain = (v) => (typeof v === 'bigint' ? Number(v) : v);
const all = await db.runAndReadAll(`select * from read_parquet('${file}')`);
const metadata = await db.runAndReadAll(`select decode(key), decode(value) from parquet_kv_metadata('${file}')`);
const mean = await db.runAndReadAll(
  `select status, count(*), avg("campus.Fouju.cost_EUR") from read_parquet('${file}') group by status order by status`);
console.log(JSON.stringify({
  columns: all.columnNames(), types: all.columnTypes().map(String),
  rows: all.getRows().map((r) => r.map(plain)),
  metadata: Object.fromEntries(metadata.getRows()),
  grouped: mean.getRows().map((r) => r.map(plain)),
}));
