//! Converts system errors (`io::Error`) into a [`Problem`], which has a text in both languages.

use super::Problem;

impl Problem {
    /// Whether the cause is the system rather than what the user typed or wrote.
    pub fn is_system_fault(&self) -> bool {
        match self {
            Problem::Missing
            | Problem::NotAFile
            | Problem::NotAFolder
            | Problem::NameTaken
            | Problem::BadName
            | Problem::TooLarge
            | Problem::LinkLoop => false,
            Problem::Denied
            | Problem::ReadOnly
            | Problem::Full
            | Problem::Quota
            | Problem::TooManyFiles
            | Problem::TooManyWatches
            | Problem::Busy
            | Problem::Network
            | Problem::Closed
            | Problem::Hardware
            | Problem::NoMemory
            | Problem::SetAside { .. }
            | Problem::UnknownCode { .. }
            | Problem::Unknown => true,
        }
    }
}

impl From<&std::io::Error> for Problem {
    fn from(error: &std::io::Error) -> Problem {
        use std::io::ErrorKind;
        let code = error.raw_os_error();
        #[expect(clippy::wildcard_enum_match_arm, reason = "the standard library's list of errors grows")]
        match error.kind() {
            ErrorKind::NotFound => Problem::Missing,
            ErrorKind::PermissionDenied => Problem::Denied,
            ErrorKind::ReadOnlyFilesystem => Problem::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::WriteZero => Problem::Full,
            ErrorKind::QuotaExceeded => Problem::Quota,
            ErrorKind::IsADirectory => Problem::NotAFile,
            ErrorKind::NotADirectory => Problem::NotAFolder,
            ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty => Problem::NameTaken,
            ErrorKind::InvalidFilename => Problem::BadName,
            // The standard library itself refuses names with a null character, so there is no system error code.
            ErrorKind::InvalidInput if code.is_none() => Problem::BadName,
            ErrorKind::FileTooLarge => Problem::TooLarge,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Problem::Busy,
            ErrorKind::StaleNetworkFileHandle
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::NotConnected
            | ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::TimedOut => Problem::Network,
            ErrorKind::BrokenPipe => Problem::Closed,
            ErrorKind::OutOfMemory => Problem::NoMemory,
            _ => code.map_or(Problem::Unknown, |code| by_code(code).unwrap_or(Problem::UnknownCode { code })),
        }
    }
}

/// Returns the problem for a system error code that has no `ErrorKind` in the standard library.
#[cfg(unix)]
fn by_code(code: i32) -> Option<Problem> {
    use rustix::io::Errno;
    let is_one_of = |errors: &[Errno]| errors.iter().any(|errno| errno.raw_os_error() == code);
    if is_one_of(&[Errno::MFILE, Errno::NFILE]) {
        Some(Problem::TooManyFiles)
    } else if is_one_of(&[Errno::LOOP]) {
        Some(Problem::LinkLoop)
    } else if is_one_of(&[Errno::IO]) {
        Some(Problem::Hardware)
    } else if is_one_of(&[Errno::NXIO, Errno::NODEV]) {
        // A socket, or a pipe or device without a program or driver at the other end.
        Some(Problem::NotAFile)
    } else {
        None
    }
}

/// Returns the problem for a system error code that has no `ErrorKind` in the standard library.
#[cfg(windows)]
fn by_code(code: i32) -> Option<Problem> {
    match code {
        // ERROR_TOO_MANY_OPEN_FILES
        4 => Some(Problem::TooManyFiles),
        // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION: typical for a PDF that is open in a viewer.
        32 | 33 => Some(Problem::Busy),
        // ERROR_CRC, ERROR_IO_DEVICE
        23 | 1117 => Some(Problem::Hardware),
        // ERROR_BAD_NETPATH, ERROR_UNEXP_NET_ERR, ERROR_NETNAME_DELETED
        53 | 59 | 64 => Some(Problem::Network),
        // ERROR_CANT_RESOLVE_FILENAME
        1921 => Some(Problem::LinkLoop),
        _ => None,
    }
}

#[cfg(not(any(unix, windows)))]
fn by_code(_: i32) -> Option<Problem> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Lang;
    use crate::diagnostic::messages::Describe;
    use std::io::Error;

    #[test]
    fn system_errors_are_not_shown_in_the_words_of_the_system() {
        for code in 0..200 {
            let problem = Problem::from(&Error::from_raw_os_error(code));
            for lang in [Lang::En, Lang::Fr] {
                assert!(!problem.describe(lang).contains("os error"), "{code}");
            }
        }
        let own = Problem::from(&Error::other("in English only"));
        assert_eq!(own.describe(Lang::Fr), "erreur système inattendue");
    }

    #[cfg(unix)]
    #[test]
    fn common_system_errors_have_a_problem() {
        use rustix::io::Errno;
        for (errno, problem) in [
            (Errno::NOENT, Problem::Missing),
            (Errno::ACCESS, Problem::Denied),
            (Errno::PERM, Problem::Denied),
            (Errno::ROFS, Problem::ReadOnly),
            (Errno::NOSPC, Problem::Full),
            (Errno::DQUOT, Problem::Quota),
            (Errno::ISDIR, Problem::NotAFile),
            (Errno::NXIO, Problem::NotAFile),
            (Errno::NOTDIR, Problem::NotAFolder),
            (Errno::EXIST, Problem::NameTaken),
            (Errno::NAMETOOLONG, Problem::BadName),
            (Errno::FBIG, Problem::TooLarge),
            (Errno::LOOP, Problem::LinkLoop),
            (Errno::MFILE, Problem::TooManyFiles),
            (Errno::NFILE, Problem::TooManyFiles),
            (Errno::BUSY, Problem::Busy),
            (Errno::STALE, Problem::Network),
            (Errno::HOSTUNREACH, Problem::Network),
            (Errno::TIMEDOUT, Problem::Network),
            (Errno::PIPE, Problem::Closed),
            (Errno::IO, Problem::Hardware),
            (Errno::NOMEM, Problem::NoMemory),
            (Errno::INVAL, Problem::UnknownCode { code: Errno::INVAL.raw_os_error() }),
        ] {
            assert_eq!(Problem::from(&Error::from(errno)), problem, "{errno:?}");
        }
    }
}
