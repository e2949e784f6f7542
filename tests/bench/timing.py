"""Runs a command as a whole process: what both comparisons measure with."""
import os, subprocess, time


def run(command, folder):
    """Seconds and peak megabytes of a command that must succeed."""
    before = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - before
    if status != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return seconds, usage.ru_maxrss / 1024
