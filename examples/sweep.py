"""Response curve with its 95 % interval over replicates: python sweep.py out"""
import json
import sys

import matplotlib.pyplot as plt
import pandas as pd
import pyarrow.parquet as pq

path = sys.argv[1] + "/runs.parquet"
columns = json.loads(pq.read_schema(path).metadata[b"caloduc.columns"])
about = {c["name"]: c for c in columns}  # unit, symbol, meaning
runs = pd.read_parquet(path).query("status == 'done'")

x = next(c["name"] for c in columns if c.get("role") == "parameter")
y = "campus.Fouju.pue"
group = runs.groupby(x)[y]
half = 4.303 * group.std() / group.count() ** 0.5  # Student's t, 3 replicates
plt.plot(group.mean().index, group.mean())
plt.fill_between(half.index, group.mean() - half, group.mean() + half, alpha=0.3)
plt.xlabel(f"{about[x]['meaning'].split(';')[0]} ({about[x]['symbol']})")
plt.ylabel(about[y]["meaning"].split(",")[0])
plt.savefig("sweep.pdf")
