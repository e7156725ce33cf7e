//! Where a call comes from.

use std::net::IpAddr;

use warp::Filter;
use warp::filters::BoxedFilter;

/// The network address at the other end of the connection, which the socket puts into every request. Of
/// headers such as `X-Forwarded-For` nothing is believed: anybody can send them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Peer(pub(super) IpAddr);

/// The address of a call; `None` where it did not come by a socket.
pub(super) fn peer() -> BoxedFilter<(Option<Peer>,)> {
    warp::ext::optional::<Peer>().boxed()
}
