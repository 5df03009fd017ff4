# Writes flexible.csv and farrington_1996.csv: what R's surveillance says of the last weeks of series.csv.
# Run beside it: Rscript compute.R (made with R 4.2.2 and surveillance 1.20.3).
library(surveillance)
input <- read.csv("series.csv")
names_of <- c("busy", "rare", "past_outbreak", "growing", "gaps", "outbreak_now")
judged <- 326:330
published <- list(b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, weightsThreshold = 2.58, pThresholdTrend = 1,
                  thresholdMethod = "nbPlugin", alpha = 0.005, populationOffset = FALSE, limit54 = c(5, 4), range = judged)
older <- list(noPeriods = 1, pastWeeksNotIncluded = 3, weightsThreshold = 1, pThresholdTrend = 0.05,
              thresholdMethod = "delta", alpha = 0.01)
choices <- list(nb = list(), nb_population = list(populationOffset = TRUE), nb_plain = list(reweight = FALSE, trend = FALSE),
                muan = list(thresholdMethod = "muan"), muan_plain = list(thresholdMethod = "muan", reweight = FALSE),
                delta = list(thresholdMethod = "delta", pThresholdTrend = 0.05), delta_older = older,
                delta_half = c(older, list(powertrans = "1/2")), delta_none = c(older, list(powertrans = "none")))
digits <- function(x) ifelse(is.na(x), "NA", trimws(formatC(x, digits = 17, format = "g")))

flexible <- NULL
classic <- NULL
for (dated in c(TRUE, FALSE)) for (name in names_of) {
  series <- if (dated) {
    sts(observed = input[[name]], epoch = as.numeric(as.Date(input$date)), epochAsDate = TRUE, frequency = 52,
        population = matrix(input$population))
  } else sts(observed = input[[name]], start = c(2016, 1), frequency = 52, population = matrix(input$population))
  for (choice in names(choices)) {
    if (!dated && !(choice %in% c("nb", "delta_older"))) next
    found <- suppressWarnings(farringtonFlexible(series, modifyList(published, choices[[choice]])))
    kept <- found@control
    flexible <- rbind(flexible, data.frame(series = name, dated = dated, choice = choice, t = judged,
      expected = digits(kept$expected), upper = digits(found@upperbound[, 1]), alarm = as.integer(found@alarm[, 1]),
      pvalue = digits(kept$pvalue), phi = digits(kept$phiVector), trend = as.integer(kept$trend), row.names = NULL))
  }
  if (name == "gaps") next
  found <- suppressWarnings(farrington(series, list(range = judged, b = 5, w = 3, alpha = 0.01)))
  classic <- rbind(classic, data.frame(series = name, dated = dated, t = judged, upper = digits(found@upperbound[, 1]),
    alarm = as.integer(found@alarm[, 1]), row.names = NULL))
}
write.csv(flexible, "flexible.csv", row.names = FALSE, quote = FALSE)
write.csv(classic, "farrington_1996.csv", row.names = FALSE, quote = FALSE)
