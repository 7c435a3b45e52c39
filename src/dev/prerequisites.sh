#!/usr/bin/env bash
# Installs what the machine lacks: prerequisites.sh run | test. Quick when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."

purpose=${1:-run}
packages=()
need() { # need PACKAGE PATH-THAT-SHOWS-IT-IS-THERE
  compgen -G "$2" >/dev/null || packages+=("$1")
}

if [ -z "${GEO_DB:-}" ]; then
  need postgresql '/usr/lib/postgresql/*/bin/initdb'
  need postgresql-postgis '/usr/share/postgresql/*/extension/postgis.control'
fi
if [ "$purpose" = test ]; then
  # The engine without its windows: the same pages, a quarter less time for all of them.
  need chromium-headless-shell /usr/bin/chromium-headless-shell
  need fonts-noto-cjk '/usr/share/fonts/opentype/noto/NotoSansCJK*'
  need gdal-bin /usr/bin/ogrinfo
  need python3-owslib /usr/lib/python3/dist-packages/owslib/ogcapi
  # 180 MB with all that it needs: the program that most people will read the service with.
  need python3-qgis /usr/lib/python3/dist-packages/qgis/core
  need redis-server /usr/bin/redis-server
  need postgresql-client '/usr/lib/postgresql/*/bin/psql'
fi

if [ ${#packages[@]} -gt 0 ]; then
  sudo=""
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Please install as root: ${packages[*]}" >&2; exit 1; }
    sudo=sudo
  fi
  echo "Installing ${packages[*]} (once) ..."
  log=$(mktemp)
  $sudo apt-get update -q >"$log" 2>&1 || true
  # The distribution names its PostGIS package after the server's version.
  for i in "${!packages[@]}"; do
    if [ "${packages[$i]}" = postgresql-postgis ]; then
      version=$(apt-cache depends postgresql | sed -n 's/.*Depends: postgresql-\([0-9]\+\)$/\1/p' | head -n 1)
      packages[i]="postgresql-${version:-15}-postgis-3"
    fi
  done
  # No default cluster: the project runs a private one under .data/.
  $sudo mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] ||
    echo 'create_main_cluster = false' | $sudo tee /etc/postgresql-common/createcluster.conf >/dev/null
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}" >>"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; echo "apt-get could not install ${packages[*]}" >&2; exit 1; }
fi

command -v dotnet >/dev/null || { echo "The .NET SDK 10 is missing: https://dotnet.microsoft.com" >&2; exit 1; }
command -v npm >/dev/null || { echo "Node.js with npm is missing." >&2; exit 1; }

# npm_ci DIRECTORY: installs exactly what the lock file names, and only when it changed since.
npm_ci() {
  local stamp="$1/node_modules/.installed"
  if [ ! -e "$stamp" ] || [ "$1/package-lock.json" -nt "$stamp" ]; then
    echo "Installing npm packages of $1 ..."
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    touch "$stamp"
  fi
}
npm_ci gis-data/areas
npm_ci web
