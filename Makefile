# Short names; nothing lives only here.
.PHONY: serve test check pictures lock

serve:
	python3 manage.py serve

test:
	python3 manage.py test

check:
	python3 manage.py test tests/standards -n0

pictures:
	python3 manage.py test --no-header -q tests/pictures.py

lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.txt
	uv pip compile pyproject.toml --group test -c requirements.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-test.txt
