//! Tables of any shape: headings in one row or several, or none, and cells that hold what they should or something else.

use super::chance::Chance;

const HEADINGS: [&str; 46] = [
    "序号",
    "投标人",
    "投标人名称",
    "供应商",
    "投标报价（元）",
    "投标报价(万元)",
    "报价",
    "单价",
    "数量",
    "合价",
    "分项名称",
    "规格型号",
    "品牌",
    "联系人",
    "联系电话",
    "手机",
    "统一社会信用代码",
    "法定代表人",
    "MAC地址",
    "IP地址",
    "硬盘序列号",
    "付款账号",
    "付款户名",
    "保证金金额",
    "项目名称",
    "项目编号",
    "包号",
    "标段",
    "采购人",
    "代理机构",
    "最高限价",
    "预算金额",
    "开标时间",
    "公告日期",
    "中标人",
    "中标金额",
    "合同金额",
    "得分",
    "评委",
    "技术分",
    "备注",
    "交货期",
    "质保期",
    "股东",
    "出资比例",
    "Bid price",
];

const CELLS: [&str; 52] = [
    "",
    "",
    "",
    "1",
    "2",
    "3",
    "-1",
    "0",
    "1,234,567.00",
    "123.45万元",
    "壹佰贰拾叁万肆仟伍佰元整",
    "￥99",
    "99999999999999999999999999999",
    "0.000000000000000000000000000001",
    "1e308",
    "NaN",
    "12%",
    "五折",
    "宁川衡数信息技术有限公司",
    "岚溪启笙科技有限公司（联合体牵头人）",
    "甲、乙、丙",
    "汐州泽砚软件有限公司/宁川衡数信息技术有限公司",
    "张三",
    "13987652086",
    "0871-63334444转8001",
    "91530100MA6K5T3X2L",
    "3C:7C:3F:5A:91:E4",
    "3c7c3f5a91e4",
    "117.22.3.4",
    "::1",
    "999.1.1.1",
    "6222020111122223331",
    "6.22202E+18",
    "2024年3月5日上午9:30",
    "2024-13-45",
    "45000",
    "2024/3/5",
    "合计",
    "小计",
    "总计",
    "第一包",
    "包一至包三",
    "标段2",
    "万元",
    "注：以上均为含税价",
    "同上",
    "〃",
    "—",
    "60日历天",
    "=1+1",
    "\u{202e}反转\u{200b}",
    "（）()（（（",
];

/// A table as delimited text.
pub(crate) fn invent(chance: &mut Chance) -> Vec<u8> {
    let mut text = String::new();
    let delimiter = *chance.one_of(&[',', ',', ',', '\t', ';', '|']);
    for _ in 0..=chance.below(3) {
        let columns = 1 + chance.below(14);
        for _ in 0..chance.below(4) {
            let cells: Vec<&str> = (0..=chance.below(columns)).map(|_| a_cell(chance, 2)).collect();
            line(&mut text, &cells, delimiter);
        }
        for _ in 0..chance.below(4) {
            let cells: Vec<&str> = (0..columns).map(|_| a_cell(chance, 12)).collect();
            line(&mut text, &cells, delimiter);
        }
        for _ in 0..chance.below(24) {
            let cells: Vec<&str> = (0..columns).map(|_| a_cell(chance, 1)).collect();
            line(&mut text, &cells, delimiter);
        }
        if chance.below(3) == 0 {
            text.push('\n');
        }
    }
    text.into_bytes()
}

/// A heading in `often` of 13 cases, else any cell; sometimes both lists by a random cut.
fn a_cell(chance: &mut Chance, often: usize) -> &'static str {
    let cell =
        if chance.below(13) < often { *chance.one_of(&HEADINGS) } else { *chance.one_of(&CELLS) };
    if chance.below(40) > 0 {
        return cell;
    }
    let cut = chance.below(cell.chars().count());
    cell.char_indices().nth(cut).map_or(cell, |(at, _)| &cell[at..])
}

fn line(text: &mut String, cells: &[&str], delimiter: char) {
    for (at, cell) in cells.iter().enumerate() {
        if 0 < at {
            text.push(delimiter);
        }
        if cell.contains(delimiter) {
            text.push('"');
            text.push_str(cell);
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}
