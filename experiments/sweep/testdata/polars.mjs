// Reads a Parquet file with polars and prints its columns and rows.
import { createRequire } from 'node:module';

const pl = createRequire(import.meta.url)('nodejs-polars');
const all = pl.readParquet(process.argv[2]);
const plain = (v) => (typeof v === 'bigint' ? Number(v) : v);
const means = all.groupBy('status').agg(
  pl.col('point').count().alias('runs'), pl.col('campus.Fouju.cost_EUR').mean().alias('mean')).sort('status');
console.log(JSON.stringify({
  columns: all.columns, types: all.dtypes.map((d) => d.variant),
  rows: all.rows().map((r) => r.map(plain)),
  grouped: means.rows().map((r) => r.map(plain)),
}));
