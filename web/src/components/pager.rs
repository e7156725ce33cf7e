//! The way through a list that is too long for one page.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::{Look, PushButton};
use crate::text::t;

/// Properties of [`Pager`].
#[derive(PartialEq, Properties)]
pub(crate) struct PagerProps {
    /// How many there are in all.
    pub(crate) total: usize,
    /// How many are on one page.
    pub(crate) per_page: usize,
    /// The page that is shown, from 0.
    pub(crate) page: usize,
    /// Somebody wants another page.
    pub(crate) on_turn: Callback<usize>,
}

/// How many pages `total` things fill; at least one.
fn pages(total: usize, per_page: usize) -> usize {
    total.div_ceil(per_page.max(1)).max(1)
}

/// First, previous, next, last, and what is shown of how many.
#[component]
pub(crate) fn Pager(props: &PagerProps) -> Html {
    let last = pages(props.total, props.per_page) - 1;
    let from = (props.page * props.per_page + 1).min(props.total);
    let to = ((props.page + 1) * props.per_page).min(props.total);
    let turn = |page: usize| props.on_turn.reform(move |()| page);
    let at_start = props.page == 0;
    let at_end = props.page >= last;
    html! {
        <div class="pf-v6-c-pagination pf-m-bottom app-pager">
            <div class="app-pager__shown" role="status">
                { t!("pager-shown", from = from, to = to, total = props.total) }
            </div>
            <nav class="pf-v6-c-pagination__nav" aria-label={t("pager")} hidden={last == 0}>
                <PushButton
                    label={t("pager-first")} look={Look::Plain} icon={Icon::AngleDoubleLeft}
                    disabled={at_start} on_click={turn(0)}
                />
                <PushButton
                    label={t("pager-previous")} look={Look::Plain} icon={Icon::AngleLeft}
                    disabled={at_start} on_click={turn(props.page.saturating_sub(1))}
                />
                <span class="app-pager__page">
                    { t!("pager-page", page = props.page + 1, pages = last + 1) }
                </span>
                <PushButton
                    label={t("pager-next")} look={Look::Plain} icon={Icon::AngleRight}
                    disabled={at_end} on_click={turn(props.page + 1)}
                />
                <PushButton
                    label={t("pager-last")} look={Look::Plain} icon={Icon::AngleDoubleRight}
                    disabled={at_end} on_click={turn(last)}
                />
            </nav>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::pages;

    #[test]
    fn a_list_has_as_many_pages_as_it_fills_and_at_least_one() {
        assert_eq!(
            [0, 1, 50, 51, 10_000].map(|total| pages(total, 50)),
            [1, 1, 1, 2, 200]
        );
    }
}
