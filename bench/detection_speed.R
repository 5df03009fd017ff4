# Prints the seconds that R's farringtonFlexible takes a series and week, on the series of the file given.
suppressPackageStartupMessages(library(surveillance))
arguments <- commandArgs(trailingOnly = TRUE)
counts <- as.matrix(read.csv(arguments[1]))
weeks <- as.integer(arguments[2])
control <- list(range = (nrow(counts) - weeks + 1):nrow(counts), b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26,
                weightsThreshold = 2.58, pThresholdTrend = 1, thresholdMethod = "nbPlugin", alpha = 0.005,
                populationOffset = FALSE, limit54 = c(5, 4))
series <- sts(observed = counts, start = c(2016, 1), frequency = 52)
taken <- system.time(suppressWarnings(farringtonFlexible(series, control)))[["elapsed"]]
cat(taken / (weeks * ncol(counts)), "\n")
