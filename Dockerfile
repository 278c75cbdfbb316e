# Bellwether as a container: no compiler, no rights, nothing to write to but /store and /tmp.
# How to run it: docs/deploy.md. A test carries these very lines out without Docker.

FROM python:3.11-slim-bookworm AS packages
WORKDIR /build
COPY requirements.txt ./
RUN python -m venv --without-pip /opt/venv \
    && python -m pip --disable-pip-version-check --python /opt/venv/bin/python install \
        --no-cache-dir --only-binary :all: -r requirements.txt

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="Bellwether" \
      org.opencontainers.image.description="A workbench for customer health scores that show their working" \
      org.opencontainers.image.licenses="MIT"
# The user has no name and so no home; Streamlit looks for one.
ENV PATH=/opt/venv/bin:$PATH \
    HOME=/app \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY LICENSE app.py ./
COPY .streamlit/config.toml .streamlit/
COPY pages pages
COPY configs configs
COPY data data
COPY scoring scoring
# Code is compiled here, as it cannot be where nothing is written; a new volume takes its owner from its folder here.
RUN python -m compileall -q app.py pages scoring \
    && install -d -o 10001 -g 10001 -m 0700 /store /backup
USER 10001:10001
EXPOSE 8501
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.build_opener(u.ProxyHandler({})).open('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["python", "-m", "scoring.ui.serve", "--address", "0.0.0.0", "--port", "8501"]
