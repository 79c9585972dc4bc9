#!/bin/bash
# Runs once, when the database's volume is empty: the roles that capture and compare, and the dead-letter service's own database.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v role=afterimage_capture -v password="$CAPTURE_PASSWORD" -f /afterimage/postgresql-role.sql
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v role=afterimage_reconcile -v password="$RECONCILE_PASSWORD" -f /afterimage/postgresql-reconciler-role.sql
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v password="$DLQ_PASSWORD" <<'SQL'
create role afterimage login password :'password';
create database afterimage owner afterimage;
SQL
