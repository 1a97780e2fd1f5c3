#!/bin/sh
# Installs the dependencies and builds the program, where either is missing or out of date.
# Usage: prepare.sh run|full|site
#   full  also installs what the tests need
#   site  installs that as well, because what builds the site is part of it, and builds the site
# May be interrupted at any point and run again; what is done is not done twice.
set -eu

wanted=$1
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

# What could not be prepared is no verdict about a lab: grader/errors.ts calls it `broken`.
EXIT_BROKEN=70

fail() {
  printf '%s\n' "$@" >&2
  exit "$EXIT_BROKEN"
}

require_node() {
  needed=$(sed -n 's/.*"node": ">=\([0-9.]*\)".*/\1/p' package.json)
  found=$(node --version 2>/dev/null) || found=
  oldest=$(printf '%s\n%s\n' "$needed" "${found#v}" | sort -V | head -n 1)
  if [ -z "$found" ]; then
    problem="Не найден Node.js: «Рою» нужна версия $needed или новее."
  elif [ "$oldest" != "$needed" ]; then
    problem="Node.js ${found#v} слишком старый: «Рою» нужна версия $needed или новее."
  elif ! command -v npm >/dev/null 2>&1; then
    fail 'Node.js есть, а npm не найден: без него не установить зависимости.' \
      '  В Debian и Ubuntu: sudo apt-get install npm'
  else
    return 0
  fi
  fail "$problem" "$(how_to_get_node "$needed")"
}

how_to_get_node() {
  packaged=$(apt-cache policy nodejs 2>/dev/null | sed -n 's/^  Candidate: \([0-9.]*\).*/\1/p')
  if [ -n "$packaged" ] &&
    [ "$(printf '%s\n%s\n' "$1" "$packaged" | sort -V | head -n 1)" = "$1" ]; then
    printf '%s\n' "  В вашем дистрибутиве есть $packaged:" \
      '    sudo apt-get install nodejs npm'
  else
    printf '%s\n' '  Поставьте Node.js 22 из хранилища NodeSource (Debian, Ubuntu):' \
      '    curl -fsSL https://deb.nodesource.com/setup_22.x | sudo -E bash -' \
      '    sudo apt-get install nodejs' \
      '  или без прав root, через nvm (https://github.com/nvm-sh/nvm):' \
      '    nvm install 22'
  fi
  printf '%s\n' '  Затем повторите ту же команду.'
  [ -z "${SUDO_UID-}" ] || printf '%s\n' \
    '  Если Node.js стоит только у вас, запускайте ./roy без sudo: права root он спросит сам.'
}

# Under sudo the work is done as the user who typed it: no file of the project is root's.
become_invoking_user() {
  [ "$(id -u)" = 0 ] && [ "${SUDO_UID:-0}" != 0 ] || return 0
  home=$(getent passwd "$SUDO_UID" | cut -d : -f 6)
  exec setpriv --reuid "$SUDO_UID" --regid "${SUDO_GID:-$SUDO_UID}" --init-groups -- \
    env HOME="${home:-/}" sh "$root/scripts/prepare.sh" "$wanted"
}

# One at a time: two terminals may find the same thing missing.
take_turn() {
  mkdir -p .roy 2>/dev/null && : >>.roy/lock ||
    fail "В папку $root нельзя писать." \
      '  Сделайте её своей: sudo chown -R "$(id -un)" '"'$root'"
  exec 9>>.roy/lock
  command -v flock >/dev/null 2>&1 || return 0
  flock --nonblock 9 && return 0
  echo 'Другая команда roy уже готовит программу: жду, пока она закончит…' >&2
  flock 9
}

# npm writes this file last, so that it is missing after an interrupted installation.
installed=node_modules/.package-lock.json

has_dependencies() {
  [ -f "$installed" ] && [ -z "$(find package-lock.json -newer "$installed")" ] &&
    { [ "$wanted" = run ] || [ -x node_modules/.bin/jest ]; }
}

install_dependencies() {
  # Whoever has the tests' dependencies keeps them.
  if [ "$wanted" != run ] || [ -x node_modules/.bin/jest ]; then omit=; else omit=--omit=dev; fi
  for attempt in 1 2 3; do
    # npm leaves the tree as it was only where it finishes: without the mark it starts anew.
    rm -f "$installed"
    # shellcheck disable=SC2086 # empty where nothing is omitted
    with_progress 'Устанавливаю зависимости' npm ci $omit --ignore-scripts --prefer-offline \
      --loglevel=error --fetch-retries=1 --fetch-retry-mintimeout=1000 && return 0
    is_network_error || break
    [ "$attempt" = 3 ] && break
    echo "Хранилище npm не отвечает, пробую ещё раз ($((attempt + 1)) из 3)…" >&2
    sleep "$attempt"
  done
  if is_network_error; then
    fail 'Зависимости не установлены: нет связи с хранилищем npm.' \
      "  $(grep -m 1 -iE "$NETWORK_ERROR" "$log")" \
      '  Проверьте сеть. Если у вас прокси или своё хранилище, назовите их и повторите:' \
      '    npm config set proxy http://ПРОКСИ:ПОРТ' \
      '    npm config set registry https://ХРАНИЛИЩЕ/'
  fi
  tail -n 15 "$log" >&2
  fail 'Зависимости не установлены: npm сообщил об ошибке (она выше).' \
    "  Полный вывод: $root/$log"
}

NETWORK_ERROR='ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|EIDLETIMEOUT|ERR_SOCKET_TIMEOUT'

is_network_error() {
  grep -qE "$NETWORK_ERROR" "$log"
}

log=.roy/prepare.log

# Runs a command silently and shows how long it takes; its output goes to the log.
with_progress() {
  title=$1
  shift
  start_clock "$title" &
  clock=$!
  trap 'kill "$clock" 2>/dev/null || :' EXIT
  trap 'printf "\nПрервано. Повторите команду: она продолжит.\n" >&2; exit 130' INT TERM HUP
  status=0
  "$@" >"$log" 2>&1 9>&- || status=$?
  kill "$clock" 2>/dev/null || :
  wait "$clock" 2>/dev/null || :
  trap - EXIT INT TERM HUP
  [ "$status" -eq 0 ] && result=готово || result='не вышло'
  if [ -t 2 ]; then printf '\r%s… %s \n' "$title" "$result" >&2; fi
  return "$status"
}

start_clock() {
  exec 9>&-
  seconds=0
  [ -t 2 ] || printf '%s…\n' "$1" >&2
  # Ends by itself where this script was killed.
  while kill -0 $$ 2>/dev/null; do
    [ ! -t 2 ] || printf '\r%s… %s с ' "$1" "$seconds" >&2
    sleep 1
    seconds=$((seconds + 1))
  done
}

build_program() {
  # The program is as old as the moment its build began: what changes meanwhile is built next time.
  : >.roy/build-began
  if ! with_progress 'Собираю программу' node build.mjs; then
    cat "$log" >&2
    fail 'Программа не собралась: причина выше.'
  fi
  touch -r .roy/build-began dist/cli.cjs
}

# Built aside and swapped in whole: whoever reads meanwhile never sees half a site.
build_site() {
  : >.roy/site-began
  # A command that needs the program built shall not wait for the site.
  exec 9>&-
  rm -rf .roy/site-new
  echo 'Собираю сайт…' >&2
  nice -n 10 node node_modules/@docusaurus/core/bin/docusaurus.mjs build --out-dir .roy/site-new >&2 ||
    fail 'Сайт не собрался: причина выше.'
  touch -r .roy/site-began .roy/site-new/index.html
  rm -rf .roy/site-old
  [ ! -e build ] || mv build .roy/site-old
  mv .roy/site-new build
  rm -rf .roy/site-old
}

become_invoking_user
require_node
take_turn
has_dependencies || install_dependencies
case $wanted in
  run) build_program ;;
  site) build_site ;;
esac
