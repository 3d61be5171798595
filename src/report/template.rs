//! stub
use rust_xlsxwriter::{DocProperties, ExcelDateTime};
pub(super) fn properties() -> DocProperties {
    let _ = ExcelDateTime::from_ymd(2026, 1, 1);
    DocProperties::new()
}
