//! The latest version of a brochure, shared by the thread that builds it and the threads that answer requests.

use super::version::Version;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// The latest version, shared between threads.
pub(super) struct Latest {
    pub(super) version: Mutex<Arc<Version>>,
    pub(super) changed: Condvar,
}

impl Latest {
    pub(super) fn get(&self) -> Arc<Version> {
        self.version.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns the latest version as soon as its number differs from `number`, or after the timeout even if it does not.
    pub(super) fn wait(&self, number: u64, timeout: Duration) -> Arc<Version> {
        let version = self.version.lock().unwrap_or_else(PoisonError::into_inner);
        let is_old = |version: &mut Arc<Version>| version.number == number;
        let waited = self.changed.wait_timeout_while(version, timeout, is_old);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    pub(super) fn publish(&self, version: Version) {
        *self.version.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(version);
        self.changed.notify_all();
    }
}
