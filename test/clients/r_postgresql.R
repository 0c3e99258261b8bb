# RPostgreSQL
suppressMessages(library(RPostgreSQL))
connection <- dbConnect(PostgreSQL(), host = Sys.getenv("PGHOST"), port = Sys.getenv("PGPORT"),
    dbname = Sys.getenv("PGDATABASE"), user = Sys.getenv("PGUSER"))
queries <- commandArgs(trailingOnly = TRUE)
ask <- function(i) suppressWarnings(dbGetQuery(connection, queries[i]))
shown <- function(values) paste(class(values), paste(substr(values, 1, 60), collapse = ", "))
cells <- ask(1)
cat("cell:", shown(cells$value), shown(cells$kind), "\n")
flat <- ask(2)
cat("figures_flat:", ncol(flat), "columns,", shown(flat$applications_granted_total), "\n")
cat("report:", shown(ask(3)[[1]]), "\n")
cat("json:", shown(ask(4)[[1]]), "\n")
cat("sum:", sum(cells$value, na.rm = TRUE), "of", sum(!is.na(cells$value)), "\n")
dbDisconnect(connection) -> done
