"""Measures the time and memory of whole processes, for compare.py and impose.py."""
import os, subprocess, time


def run(command, folder):
    """Runs a command, which must succeed; returns its time in seconds and its peak memory in megabytes."""
    before = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - before
    if status != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return seconds, usage.ru_maxrss / 1024
