#!/bin/sh
# Each file of secrets named DUIZHAO_… or PGPASSWORD becomes the variable of that name, so that no
# secret stands in the composition or in `docker inspect`. A variable that is set already stays.
set -eu
for file in "${SECRETS_DIR:-/run/secrets}"/DUIZHAO_* "${SECRETS_DIR:-/run/secrets}"/PGPASSWORD; do
    name=${file##*/}
    case $name in *[!A-Z0-9_]*) continue ;; esac
    if [ -r "$file" ] && ! printenv "$name" >/dev/null; then
        export "$name=$(cat "$file")"
    fi
done
exec python -m service.cli "$@"
