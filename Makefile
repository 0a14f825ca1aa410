# Every target does all the set-up it needs and is quick when nothing has changed.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PROGRAM := hebei-carbon-assessment
BUILT := dist/$(PROGRAM)
UV := uv==0.13.9

# pip of the system, working on the virtual environment: Debian keeps the venv's own pip in a package of its own.
PIP_INSTALL = $(PYTHON) -m pip --python $(PY) install --quiet --disable-pip-version-check --no-input --only-binary :all:
OFFSCREEN = QT_QPA_PLATFORM=offscreen
DISPLAY_LIBRARIES = $(if $(DISPLAY),xcb) $(if $(WAYLAND_DISPLAY),wayland)

.PHONY: help run test test-thorough test-office corpus hostile torture years build build-windows build-linux-old build-linux-arm64 test-windows \
	test-typing test-reader simulation honesty screenshots bench record fonts icon licences lock clean

help:
	@echo 'make run          start the program; without a display, do the sample year headless (ARGS="...")'
	@echo 'make test         lint, types, tests (ARGS="-k name")'
	@echo 'make test-thorough  more of the same: further sizes and pages, more examples, years and lives (ARGS="-k name")'
	@echo 'make test-office  the tests that need LibreOffice, Gnumeric and Poppler; installs them'
	@echo 'make corpus       thousands of damaged, hostile and hand-edited workbooks (ARGS="--mutations 4000")'
	@echo 'make hostile      10,000 files of strangers through both windows, a seed a life (ARGS="--seed 7 --only")'
	@echo 'make torture      kill, refuse, cut the power, a quarter of an hour long (ARGS="--quick": a minute)'
	@echo 'make years        two people at two windows, 20,000 steps in any order (ARGS="--steps 400 --seed 7")'
	@echo 'make build        one-folder program in dist/, tried out and packed (GLIBC=2.28 refuses to need a newer one)'
	@echo 'make build-windows      the same for Windows, on Debian 12 with Wine; make test-windows: the tests there'
	@echo 'make build-linux-old    the same for x86_64 with glibc 2.28 (UOS 20, Kylin V10), tried on Debian 11 as root'
	@echo 'make build-linux-arm64  the same for aarch64 with glibc 2.31 (Kylin V10), emulated, as root'
	@echo 'make test-typing        pinyin typed into the window under fcitx 5, under fcitx 4 on Debian 11, and under Wine'
	@echo 'make honesty      the laws of the rules over thousands of made-up years, and 10,000 against their formulas'
	@echo 'make test-reader        ten items filled in by keys, from what a screen reader hears; keeps a transcript'
	@echo 'make simulation   made-up years of all bodies under the old rulebooks and the new ones'
	@echo 'make screenshots  draw the pages to files, and the pictures of the manual anew'
	@echo 'make bench        measure start, typing, export and more beside what everybody knows (ARGS="start")'
	@echo 'make record       after a change of the shipped plan: what the start reads instead of its text'
	@echo 'make fonts        make assets/fonts/ again; make icon, make licences: likewise'
	@echo 'make lock         compile requirements*.txt again (UPGRADE=--upgrade for newer releases)'
	@echo 'make clean        remove what tests and builds leave; .venv stays'

run: $(VENV)/.runtime
	@.ci/system-libraries qt $(DISPLAY_LIBRARIES)
	@$(PY) main.py $(ARGS)

test: $(VENV)/.dev
	@.ci/system-libraries qt
	$(PY) -m ruff check .
	$(PY) -m mypy & types=$$!; \
	$(OFFSCREEN) env -u PYTHONDONTWRITEBYTECODE $(PY) -m pytest -q -n auto --dist loadfile $(ARGS); \
	tests=$$?; wait $$types && exit $$tests

test-thorough: $(VENV)/.dev
	@.ci/system-libraries qt
	$(OFFSCREEN) THOROUGH=1 env -u PYTHONDONTWRITEBYTECODE $(PY) -m pytest -q -n auto --dist loadfile \
		-m '(thorough or in_part or hypothesis or slow) and not office' --ignore tests/build $(ARGS)

test-office: $(VENV)/.dev
	@.ci/system-libraries qt office
	$(OFFSCREEN) $(PY) -m pytest -q -m office $(ARGS)

corpus: $(VENV)/.dev
	$(PY) -m tests.corpus $(ARGS)

hostile: $(VENV)/.dev
	@.ci/system-libraries qt
	$(OFFSCREEN) nice -n 10 $(PY) -m tests.hostile $(ARGS)

torture: $(VENV)/.dev
	@command -v strace >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get install -qq strace >/dev/null; } || \
		echo 'strace is missing. On Debian: apt-get install strace' >&2
	nice -n 10 $(PY) -m tests.torture $(ARGS)

years: $(VENV)/.dev
	@.ci/system-libraries qt
	$(OFFSCREEN) nice -n 10 $(PY) -m tests.years $(ARGS)

build: $(VENV)/.dev
	@.ci/system-libraries qt xcb build
	$(PY) -m PyInstaller --noconfirm --log-level ERROR build.spec
	@$(PY) .ci/collect-licences.py $(BUILT)
	$(OFFSCREEN) $(BUILT)/$(PROGRAM) --self-test
	@if .ci/system-libraries display; then \
		echo 'QT_QPA_PLATFORM=xcb xvfb-run --auto-servernum $(BUILT)/$(PROGRAM) --self-test'; \
		QT_QPA_PLATFORM=xcb xvfb-run --auto-servernum $(BUILT)/$(PROGRAM) --self-test; \
	else echo 'Not tried out on an X display: there is no Xvfb.' >&2; fi
	$(OFFSCREEN) $(PY) -m pytest -q -m slow tests/build
	@$(PY) .ci/pack.py $(BUILT)
	@$(PY) .ci/glibc-gate.py $(BUILT) $(GLIBC)

build-windows:
	@.ci/system-libraries windows
	@nice .ci/windows/build

build-linux-old:
	@.ci/system-libraries old-linux
	@nice .ci/linux/build-old

build-linux-arm64:
	@.ci/system-libraries old-linux arm64
	@nice .ci/linux/build-arm64

test-windows: $(VENV)/.dev
	@.ci/system-libraries windows
	@nice .ci/windows/test $(ARGS)

test-typing:
	@.ci/system-libraries old-linux windows
	@.ci/linux/type-pinyin 5
	@.ci/linux/type-pinyin 4
	@.ci/windows/type-pinyin

test-reader: $(VENV)/.dev
	@.ci/system-libraries qt xcb display reader
	$(PY) -m tests.reader $(ARGS)

simulation: $(VENV)/.dev
	$(PY) -m tests.simulation $(ARGS)

honesty: $(VENV)/.dev
	HONESTY_YEARS=3000 $(PY) -m pytest -q tests/model/scoring/test_honesty.py $(ARGS)
	$(PY) -m tests.simulation --engines 10000

screenshots: $(VENV)/.dev
	@.ci/system-libraries qt
	$(OFFSCREEN) $(PY) -m tests.screenshots $(ARGS)
	$(OFFSCREEN) $(PY) -m tests.manual_pictures

bench: $(VENV)/.dev
	@.ci/system-libraries qt
	$(OFFSCREEN) $(PY) -m tests.bench $(ARGS)

icon: $(VENV)/.runtime
	@.ci/system-libraries qt
	$(PY) .ci/make-icon.py

licences: $(VENV)/.runtime
	$(PY) .ci/collect-licences.py

record: $(VENV)/.dev
	$(PY) -m tests.model.plan.keep_record

fonts: $(VENV)/.runtime
	@.ci/system-libraries fonts
	$(PY) .ci/make-fonts.py

lock:
	rm -rf build/lock
	$(PYTHON) -m venv --without-pip build/lock
	$(PYTHON) -m pip --python build/lock/bin/python install --quiet --disable-pip-version-check $(UV)
	build/lock/bin/uv $(LOCK) --output-file requirements.txt pyproject.toml
	build/lock/bin/uv $(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
	build/lock/bin/uv $(LOCK) --output-file .ci/sbom.txt .ci/sbom.in
	rm -rf build/lock

LOCK = pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command 'make lock' $(UPGRADE)

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

$(VENV)/.runtime: requirements.txt | $(PY)
	@echo 'Installing the locked packages into $(VENV) ...'
	@$(PIP_INSTALL) --require-hashes -r requirements.txt
	@touch $@

# The development lock holds the run-time lock.
$(VENV)/.dev: requirements-dev.txt requirements.txt | $(PY)
	@echo 'Installing the locked packages into $(VENV) ...'
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.txt
	@touch $(VENV)/.runtime $@

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || { \
		echo 'Python 3.11, 3.12 or 3.13 is needed, and "$(PYTHON)" is none of them.' >&2; \
		echo 'If one is installed under another name: make PYTHON=python3.12 ...' >&2; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || { \
		echo '"$(PYTHON)" has no pip. On Debian: apt-get install python3-pip' >&2; exit 1; }
	@$(PYTHON) -m venv --clear --without-pip $(VENV)
