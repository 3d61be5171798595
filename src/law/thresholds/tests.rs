//! Which figure applies, and what is said about it.

use std::collections::BTreeSet;

use jiff::civil::date;
use rust_decimal::Decimal;

use super::*;

const HENAN: &str = "CN-41-Henan";

#[track_caller]
fn apply(
    metric: Metric,
    place: (Option<&str>, Option<&str>),
    kind: Kind,
    on: Option<Date>,
) -> Applied {
    let place = Place { jurisdiction: place.0, level: place.1 };
    threshold(metric, &place, kind, on).expect("a figure")
}

fn day() -> Option<Date> {
    Some(date(2024, 5, 6))
}

#[test]
fn every_row_of_the_table_is_understood() {
    let wrong: Vec<String> = lines().filter_map(|line| parse(line).err()).collect();
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(thresholds().len(), lines().count());
}

#[test]
fn every_metric_has_a_row_and_one_name() {
    let names: BTreeSet<&str> = metric::METRICS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), metric::METRICS.len());
    for (name, metric) in metric::METRICS {
        assert!(thresholds().iter().any(|row| row.metric == *metric), "{name}");
    }
}

#[test]
fn a_row_that_cannot_be_read_is_refused() {
    let good = lines().next().expect("a row");
    assert!(parse(good).is_ok());
    assert!(parse("CN\tall").is_err());
    let amount: &'static str = Box::leak(good.replace("2000000", "two million").into_boxed_str());
    assert!(parse(amount).is_err());
}

#[test]
fn a_recorded_place_has_its_own_figure_by_level() {
    let open = |level| {
        apply(Metric::OpenTenderThreshold, (Some(HENAN), Some(level)), Kind::Services, day())
    };
    assert_eq!(open("province").threshold.value, Decimal::from(4_000_000));
    assert_eq!(open("county").threshold.value, Decimal::from(2_000_000));
    let applied = open("county");
    assert_eq!((applied.fallback, applied.in_force), (false, Some(true)));
    assert_eq!(applied.why.zh, "依据豫财购〔2020〕4号；引自二手来源，未核对原文");
}

#[test]
fn an_unknown_level_takes_the_highest_and_says_so() {
    let applied = apply(Metric::OpenTenderThreshold, (Some(HENAN), None), Kind::Goods, day());
    assert_eq!((applied.threshold.value, applied.fallback), (Decimal::from(4_000_000), true));
    assert!(applied.why.zh.contains("预算级次不明"), "{}", applied.why.zh);
    assert!(applied.why.en.contains("highest of the levels"), "{}", applied.why.en);
    let city = apply(Metric::ProcurementLimit, (Some(HENAN), Some("city")), Kind::Goods, day());
    assert_eq!((city.threshold.value, city.fallback), (Decimal::from(1_000_000), true));
}

#[test]
fn an_unrecorded_place_falls_back_to_the_floor_and_says_so() {
    for place in [(Some("CN-44-Guangdong"), Some("province")), (None, None)] {
        let applied = apply(Metric::OpenTenderThreshold, place, Kind::GoodsOrServices, day());
        assert_eq!((applied.threshold.value, applied.fallback), (Decimal::from(2_000_000), true));
        assert!(
            applied.why.zh.contains("下限代替") && applied.why.zh.contains("未经核实"),
            "{}",
            applied.why.zh
        );
        assert!(applied.why.en.contains("stands in") && applied.why.en.contains("not confirmed"));
    }
    let county = apply(Metric::ProcurementLimit, (None, Some("county")), Kind::Goods, day());
    assert_eq!((county.threshold.value, county.fallback), (Decimal::from(300_000), true));
}

#[test]
fn the_central_budget_is_known_by_its_level() {
    let applied =
        apply(Metric::ProcurementLimit, (None, Some("central_budget")), Kind::Works, day());
    assert_eq!((applied.threshold.value, applied.fallback), (Decimal::from(1_200_000), false));
}

#[test]
fn the_law_of_the_country_holds_everywhere() {
    for place in [(Some(HENAN), Some("county")), (None, None)] {
        let applied = apply(Metric::MinimumTenderDays, place, Kind::Services, day());
        assert_eq!((applied.threshold.value, applied.fallback), (Decimal::from(20), false));
        assert_eq!(applied.why.zh, "依据政府采购法35; 招标投标法24");
    }
    let works = apply(Metric::MinimumSuppliers, (None, None), Kind::Works, day());
    assert_eq!(works.threshold.value, Decimal::from(3));
}

#[test]
fn a_day_before_the_first_figure_takes_it_and_says_so() {
    let before = apply(
        Metric::OpenTenderThreshold,
        (Some(HENAN), Some("province")),
        Kind::Goods,
        Some(date(2020, 3, 8)),
    );
    assert_eq!((before.fallback, before.in_force), (true, Some(false)));
    assert!(before.why.zh.contains("自2020-03-09起施行"), "{}", before.why.zh);
    let first = Some(date(2020, 3, 9));
    let on =
        apply(Metric::OpenTenderThreshold, (Some(HENAN), Some("province")), Kind::Goods, first);
    assert_eq!((on.fallback, on.in_force), (false, Some(true)));
    let emergency = apply(Metric::EmergencyAddOnCap, (None, None), Kind::Goods, day());
    assert_eq!(emergency.in_force, Some(false));
}

#[test]
fn an_unknown_day_takes_the_newest_and_says_so() {
    let applied = apply(Metric::SupplementContractCap, (None, None), Kind::Services, None);
    assert_eq!((applied.threshold.value, applied.in_force), (Decimal::new(1, 1), None));
    assert!(applied.why.zh.contains("日期不明"), "{}", applied.why.zh);
}

#[test]
fn a_figure_for_goods_alone_says_so_when_the_kind_is_not_known() {
    let applied =
        apply(Metric::MinimumInquiryWorkingDays, (None, None), Kind::GoodsOrServices, day());
    assert!(applied.why.zh.contains("仅适用于货物"), "{}", applied.why.zh);
    assert_eq!(
        threshold(Metric::MinimumInquiryWorkingDays, &Place::default(), Kind::Services, day()),
        None
    );
}

#[test]
fn works_have_their_own_threshold() {
    let tender =
        |kind| apply(Metric::MandatoryTenderThreshold, (None, None), kind, day()).threshold.value;
    assert_eq!(tender(Kind::Works), Decimal::from(4_000_000));
    assert_eq!(tender(Kind::WorksServices), Decimal::from(1_000_000));
    assert_eq!(threshold(Metric::OpenTenderThreshold, &Place::default(), Kind::Works, day()), None);
}

/// Rows in time, which the table does not have yet: a figure that was replaced, and one that ended.
#[test]
fn a_replaced_figure_gives_way_to_the_newer_one() {
    let row = |from: &str, until: &str, value: &str| -> &'static Threshold {
        let line = format!(
            "CN\tall\tall\tmin_suppliers\t{value}\tcount\t\t{from}\t{until}\t某号\tfull text read\tyes\thigh\t"
        );
        let line: &'static str = Box::leak(line.into_boxed_str());
        Box::leak(Box::new(parse(line).expect("a good row")))
    };
    let old = row("2010-01-01", "2014-12-31", "2");
    let new = row("2015-01-01", "2019-12-31", "3");
    let chosen = |on| {
        let (rows, in_force, _) = of_the_day(vec![old, new], on);
        (rows.iter().map(|row| row.value.to_string()).collect::<Vec<_>>().join(" "), in_force)
    };
    assert_eq!(chosen(Some(date(2014, 12, 31))), ("2".into(), Some(true)));
    assert_eq!(chosen(Some(date(2015, 1, 1))), ("3".into(), Some(true)));
    assert_eq!(chosen(Some(date(2020, 1, 1))), ("3".into(), Some(false)));
    assert_eq!(chosen(Some(date(2009, 1, 1))), ("2".into(), Some(false)));
    assert_eq!(chosen(None), ("3".into(), None));
}
