//! impose
