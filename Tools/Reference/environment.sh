# Sourced: sets REFERENCE_PYTHON to an interpreter with the reference libraries, in a scratch environment
# that is made where it is missing. Set it beforehand to use one of your own.

reference=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$reference/../.." && pwd)

if [ -z "${REFERENCE_PYTHON:-}" ]; then
    environment="$root/.venv-reference"
    REFERENCE_PYTHON="$environment/bin/python"
    if ! cat "$reference"/requirements*.txt | cmp -s - "$environment/installed.txt"; then
        python3 -m venv "$environment"
        "$REFERENCE_PYTHON" -m pip install --quiet --requirement "$reference/requirements.txt"
        "$REFERENCE_PYTHON" -m pip install --quiet --no-deps --requirement "$reference/requirements-alone.txt"
        cat "$reference"/requirements*.txt >"$environment/installed.txt"
    fi
fi

export OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
