# Response curve with its 95 % interval over replicates: Rscript sweep.R out
library(arrow)
library(jsonlite)

path    <- file.path(commandArgs(trailingOnly = TRUE)[1], "runs.parquet")
table   <- read_parquet(path, as_data_frame = FALSE)
columns <- fromJSON(table$metadata$caloduc.columns)  # unit, symbol, meaning
runs    <- subset(as.data.frame(table), status == "done")

x    <- columns$name[which(columns$role == "parameter")[1]]
y    <- "campus.Fouju.pue"
mean <- tapply(runs[[y]], runs[[x]], mean)
n    <- tapply(runs[[y]], runs[[x]], length)
half <- qt(0.975, n - 1) * tapply(runs[[y]], runs[[x]], sd) / sqrt(n)
at   <- as.numeric(names(mean))

pdf("sweep-r.pdf")
plot(at, mean, type = "l", ylim = range(mean - half, mean + half),
     xlab = paste0(x, " (", columns$symbol[columns$name == x], ")"), ylab = y)
polygon(c(at, rev(at)), c(mean - half, rev(mean + half)), col = "#00000030", border = NA)
dev.off()
