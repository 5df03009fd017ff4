# Simulates the series of this folder and has R's package surveillance 1.20.3 judge them (R 4.2.2, Debian 12).
# Run in this folder: Rscript make_tables.R
# It writes classical_series.csv and classical_ears.csv, _cusum.csv, _rki.csv, _bayes.csv and _glr.csv.
suppressMessages(library(surveillance))
set.seed(20261125)
weeks <- 1:180
season <- exp(0.5 * sin(2 * pi * weeks / 52))
series <- list(
  rare = rpois(180, 0.15),
  moderate = rnbinom(180, mu = 3 * season, size = 10),
  frequent = rnbinom(180, mu = 60 * season * (1 + weeks / 300), size = 10),
  new = c(rep(0, 162), 0, 1, 0, 0, 2, 3, 5, 8, 4, 0, 0, 2, 1, 0, 0, 0, 1, 0),
  steady = rep(21, 180),
  gap = replace(rpois(180, 5), c(60, 130, 172), NA)
)
series$moderate[170:173] <- series$moderate[170:173] + 9
series$rare[175] <- 5
series$steady[175:176] <- c(24, 40)
judged <- 161:180
digits <- function(x) ifelse(is.na(x), "", sprintf("%.15g", x))
rows <- function(case, name, t, upper, alarm, ...) data.frame(case, series = name, t, upper = digits(upper), alarm = digits(alarm), ...)
keep <- function(table, file) write.csv(table, file, row.names = FALSE, quote = FALSE)
each <- function(f) do.call(rbind, lapply(names(series), function(n) f(n, series[[n]])))
old <- function(y) suppressWarnings(create.disProg(week = weeks, observed = y, state = 0 * weeks, freq = 52))

keep(each(function(n, y) data.frame(series = n, t = weeks, observed = digits(y))), "classical_series.csv")

ears <- function(case, ...) each(function(n, y) {
  r <- earsC(sts(observed = y), control = list(range = judged, ...))
  rows(case, n, judged, c(upperbound(r)), as.integer(c(alarms(r))))
})
keep(rbind(
  ears("c1", method = "C1", alpha = 0.001), ears("c2", method = "C2", alpha = 0.001), ears("c3", method = "C3", alpha = 0.025),
  ears("c1-baseline-5", method = "C1", baseline = 5, alpha = 0.01), ears("c3-sigma-1", method = "C3", minSigma = 1, alpha = 0.025)
), "classical_ears.csv")

cusum <- function(case, ...) each(function(n, y) {
  r <- algo.cusum(old(y), list(range = judged, k = 1.04, h = 2.26, ...))
  rows(case, n, judged, r$upperbound, r$alarm)
})
keep(rbind(
  cusum("standard", m = NULL, trans = "standard"), cusum("rossi", m = NULL, trans = "rossi"),
  cusum("anscombe", m = NULL, trans = "anscombe"), cusum("rossi-m-4", m = 4, trans = "rossi"),
  cusum("pearson-negative-binomial", m = NULL, trans = "pearsonNegBin", alpha = 0.1)
), "classical_cusum.csv")

back <- function(case, f, names, ...) do.call(rbind, lapply(names, function(n) {
  r <- f(old(series[[n]]), list(range = judged, ...))
  rows(case, n, judged, c(r$upperbound), c(r$alarm))
}))
whole <- setdiff(names(series), "gap")  # algo.rki stops where a comparable week is missing
keep(rbind(
  back("b2w4", algo.rki, whole, b = 2, w = 4, actY = FALSE), back("b1w6-current", algo.rki, whole, b = 1, w = 6, actY = TRUE)
), "classical_rki.csv")
keep(rbind(
  back("b2w4", algo.bayes, names(series), b = 2, w = 4, actY = TRUE, alpha = 0.05),
  back("b0w6", algo.bayes, names(series), b = 0, w = 6, actY = TRUE, alpha = 0.01)
), "classical_bayes.csv")

level <- list(rare = rep(0.15, 180), moderate = 3 * season, frequent = 60 * season * 1.4, new = rep(0.05, 180), steady = rep(20, 180))
chart <- function(case, names, given, ...) do.call(rbind, lapply(names, function(n) {
  y <- series[[n]]
  control <- list(range = 141:180, c.ARL = 5, change = "intercept", dir = "inc", ret = "value", ...)
  if (given) control$mu0 <- level[[n]][141:180]
  capture.output(r <- glrnb(sts(observed = y, frequency = 52), control = control))
  rows(case, n, 141:180, c(upperbound(r)), as.integer(c(alarms(r))), mu0 = digits(r@control$mu0))
}))
seen <- c("moderate", "frequent")
keep(rbind(
  chart("given", whole, TRUE, alpha = 0.1), chart("poisson", whole, TRUE, alpha = 0), chart("theta", whole, TRUE, alpha = 0.1, theta = 1.2),
  chart("minimum-window-3", seen, TRUE, alpha = 0.1, Mtilde = 3), chart("window-4", seen, TRUE, alpha = 0.1, M = 4),
  chart("estimated", seen, FALSE, alpha = 0.1), chart("estimated-trend", seen, FALSE, alpha = 0.1, mu0 = list(S = 2, trend = TRUE))
), "classical_glr.csv")
