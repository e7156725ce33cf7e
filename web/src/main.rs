//! The browser client: pages over a local copy that goes on working without the network.

mod api;
mod app;
mod browser;
mod components;
mod hooks;
mod lock;
mod pages;
mod route;
#[cfg(test)]
mod sample;
mod service_worker;
mod session;
mod store;
mod sync;
mod text;
mod words;

fn main() {
    // The page itself has said by now why nothing can be kept here.
    if !browser::keeps_data() {
        return;
    }
    text::set_page_language();
    browser::remove_start_screen();
    yew::Renderer::<app::App>::new().render();
}
