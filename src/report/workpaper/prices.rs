//! 报价分析: the table of prices, and for one package a picture of them that people can change.

use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLine, ChartSolidFill, ChartType, Color, Workbook, XlsxError,
};

use super::grid::{FIRST, Grid, row_of};
use crate::report::tables::{Table, Value};

/// More prices than this make no picture.
const DRAWN: usize = 40;
/// Ink of bars and lines.
const BARS: u32 = 0x0045_4B53;
const LINES: u32 = 0x00D5_D9DE;

pub(super) fn write(grid: &Grid<'_>, book: &mut Workbook, table: &Table) -> Result<(), XlsxError> {
    let lang = grid.lang();
    let sheet = grid.table(book, table, 1, |_, _| None)?;
    let n = table.rows.len();
    if grid.digest.has_several() || !(2..=DRAWN).contains(&n) {
        return Ok(());
    }
    let is_money = |at: &usize| matches!(table.rows[0][*at], Value::Money(_));
    let Some(prices) = (0..table.columns.len()).find(is_money) else { return Ok(()) };
    let (name, prices) = (table.name.to(lang), u16::try_from(prices).unwrap_or(0));
    let last = row_of(n - 1);
    let mut chart = Chart::new(ChartType::Bar);
    chart
        .add_series()
        .set_categories((name, FIRST, 0, last, 0))
        .set_values((name, FIRST, prices, last, prices))
        .set_format(
            ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(BARS))),
        )
        .set_gap(60);
    let title = grid.digest.say(
        "投标报价（元），由低到高，横轴从零起",
        "Prices (CNY) from low to high, the axis from zero",
    );
    chart.title().set_name(title).set_font(ChartFont::new().set_size(10).set_bold());
    chart.legend().set_hidden();
    // The first of the table at the top.
    chart.x_axis().set_reverse();
    let mut lines = ChartLine::new();
    lines.set_color(Color::RGB(LINES));
    chart.y_axis().set_min(0).set_num_format("#,##0").set_major_gridlines_line(&lines);
    chart.set_width(900).set_height(120 + 26 * u32::try_from(n).unwrap_or(0));
    chart.set_alt_text(title);
    sheet.insert_chart(last + 2, 0, &chart)?;
    Ok(())
}
