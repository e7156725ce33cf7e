//! Names that are unique among the records of their kind, in any case.

use std::error::Error;
use std::str::FromStr;

use lanyard_shared::validate::fold;

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::Text;

/// The id of another record of this name. `names` selects the `id` and `name` of each that counts.
pub(super) fn find_other<T>(
    tx: &Tx<'_>,
    names: &'static str,
    name: &str,
    except: T,
) -> Result<Option<T>>
where
    T: FromStr<Err: Error + Send + Sync + 'static> + PartialEq,
{
    let mut statement = tx.connection.prepare_cached(names)?;
    let names = statement.query_map([], |row| {
        let id = row.get::<_, Text<T>>("id")?.0;
        Ok((id, row.get::<_, String>("name")?))
    })?;
    let names = names.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut others = names.into_iter();
    let same = others.find(|(id, other)| *id != except && fold(other) == fold(name));
    Ok(same.map(|(id, _)| id))
}
