//! Promise: the Japanese reader reads each way of printing a limit, claims what is no
//! limit, and reads back a bound that is printed in Japanese.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use proptest::prelude::*;
use tricord::grammar::{Reading, read};
use tricord::quantity::rational;
use tricord::text::Language;

fn reading(text: &str) -> Reading {
    read(text, Language::Ja)
}

fn bounds(text: &str) -> String {
    reading(text).bounds.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
}

/// Phrase and bounds; an empty list where nothing is bounded.
const PHRASES: &[(&str, &str)] = &[
    // comparators
    ("幅が八ミリメートル以上の板", ">= 8 mm"),
    ("幅が八ミリメートル以下の板", "<= 8 mm"),
    ("幅が八\u{3000}ミリメートル以下の板", "<= 8 mm"),
    ("幅が八ミリメートル未満の板", "< 8 mm"),
    ("幅が八ミリメートルを超える板", "> 8 mm"),
    ("幅が八ミリメートルを超え、かつ、軽い板", "> 8 mm"),
    ("幅が八ミリメートルを超えない板", "<= 8 mm"),
    ("幅が八ミリメートル以内の板", "<= 8 mm"),
    ("幅が八ミリメートルを下回る板", "< 8 mm"),
    ("幅が八ミリメートルを下回らない板", ">= 8 mm"),
    ("幅が八ミリメートルを上回る板", "> 8 mm"),
    ("八ミリメートルより大きい板", "> 8 mm"),
    ("八ミリメートルより小さい板", "< 8 mm"),
    ("零下二〇度より低い温度", "< -20 Cel"),
    ("九秒を要しないで閉じる弁", "< 9 s"),
    ("五パスカルまで減圧する室", "<= 5 Pa"),
    ("基準点から四メートルの範囲に保つ", "<= 4 m"),
    ("毎分三リットルの割合を超える流れ", "> 3 L/min"),
    ("時速を八ノットの速度以上に保つ", ">= 8 kn"),
    // ranges
    ("三ギガヘルツ超四ギガヘルツ以下", "> 3 GHz | <= 4 GHz"),
    ("二〇ヘルツ以上三〇ヘルツ未満", ">= 20 Hz | < 30 Hz"),
    ("八サンプリング毎秒を超え九サンプリング毎秒以下", "> 8 1/s | <= 9 1/s"),
    ("〇から七ミリメートルにおける誤差", ">= 0 mm | <= 7 mm"),
    ("二度から三度までの温度", ">= 2 Cel | <= 3 Cel"),
    ("毎秒四度以上又は毎秒二度以下の角速度", ">= 4 deg/s | <= 2 deg/s"),
    // numbers
    ("長さが一、二五〇メートル以上の管", ">= 1250 m"),
    ("長さが〇・〇二五メートル以上の管", ">= 0.025 m"),
    ("線量が三〇万ラド以上の光源", ">= 300000 rd"),
    ("粒子が二〇兆個以上の束", ">= 2e13 1"),
    ("炭素数が十二以下の鎖", "<= 12 1"),
    ("誤差が十億分の七以下の時計", "<= 7e-9 1"),
    ("誤差が五、〇〇〇分の一を超える秤", "> 0.0002 1"),
    ("面積が一〇〇万分の三平方ミリメートル未満の線", "< 3e-6 mm^2"),
    ("密度が一〇の一七乗未満の膜", "< 1e17 1"),
    ("零下四〇度以下で働く計器", "<= -40 Cel"),
    ("マイナス一五〇デシベルを超える感度", "> -150 dB"),
    ("プラスマイナス三パーセント未満の変動", "< 3 %"),
    ("プラスマイナス三パーセントの帯域範囲以外", "> 3 %"),
    ("圧縮比が一〇〇対一以上の装置", ">= 100 1"),
    ("幅が５０ミリメートル以上の板", ">= 50 mm"),
    ("毎秒に換算して四ギガ以上の粒子", ">= 4e9 1"),
    // units
    ("九ワット毎平方センチメートルを超える密度", "> 9 W/cm^2"),
    ("加速度が五メートル毎秒毎秒以上の台", ">= 5 m/s^2"),
    ("五ミリメートル・ミリラジアン以下の積", "<= 5 mm.mrad"),
    ("一〇〇万分の二平方メートル毎ボルト毎ボルト以上", ">= 2e-6 m^2/V^2"),
    ("三ニュートンメートル以上の力", ">= 3 N.m"),
    ("三メガニュートン秒を超える力積", "> 3 MN.s"),
    ("六マイクロオームメートル以上の抵抗率", ">= 6 uOhm.m"),
    ("二キロジーメンス毎メートルを超える導電率", "> 2 kS/m"),
    ("一億分の三毎ビット未満の誤り", "< 3e-8 1/bit"),
    ("角度の精度が〇・七角度秒以下の計器", "<= 0.7 arcsec"),
    ("方位精度が九秒以下の計器", "<= 9 arcsec"),
    ("応答時間が九秒以下の計器", "<= 9 s"),
    ("ロール角が一五度以上の機体", ">= 15 deg"),
    ("融点が六〇〇度以上の合金", ">= 600 Cel"),
    ("エネルギーが三メガ電子ボルト以上の線", ">= 3 MeV"),
    ("エネルギーが三メガエレクトロンボルト以上の線", ">= 3 MeV"),
    ("加重最高性能が八実効テラ演算を超える機械", "> 8 WT"),
    ("マッハ数が一以上の風洞", ">= 1 Mach"),
    ("呼び径が三〇Ａ以上四〇Ａ以下の弁", ">= 30 mm | <= 40 mm"),
    ("原子質量単位で表した質量が九〇以上の粒子", ">= 90 u"),
    ("キロワットで表した出力を立方メートルで表した体積で除した値が七〇〇を超える", "> 700 kW/m^3"),
    ("ナノメートルで表した波長に〇・三を乗じて得た数値を開口数の値で除して得た数値が四五以下", "= 0.3 1 | <= 45 nm"),
    ("二次元以上において測る計器", ">= 2 1"),
    ("ロール角がプラスマイナス九〇度の傾斜計", "= 90 deg"),
    // rates whose denominator comes first
    ("流量が一時間につき七リットル以上八リットル以下", ">= 7 L/h | <= 8 L/h"),
    ("密度が一立方センチメートル当たり四グラムを超える", "> 4 g/cm^3"),
    ("一キログラム当たりの熱量が九ジュール以上の燃料", ">= 9 J/kg"),
    ("一時間当たりの枚数を平均で三パーセント以上増やす", ">= 3 %"),
    ("一時間につき推力一ニュートン当たり三キログラム以下", "<= 3 kg/h/N"),
    ("一キロワット時当たり〇・五キログラム以下", "<= 0.5 kg/kW/h"),
    ("一秒間に八回を超えて光る灯", "> 8 1/s"),
    ("一分につき六、〇〇〇回転以上の軸", ">= 6000 r/min"),
    ("一秒につき二五〇こまを超える撮影", "> 250 1/s"),
    ("毎秒七〇〇メートルを超える速度", "> 700 m/s"),
    ("時間の平方根当たりで表した値が〇・五度以下", "<= 0.5 deg/h^0.5"),
    ("一パルス当たり三ジュールを超える出力", "> 3 J"),
    ("二〇ミリリットル当たり五個未満の粒", "= 20 mL | < 5 1"),
    // the same value in brackets
    ("出力が八ワット（三九ディービーエム）を超える", "> 8 W"),
    ("出力が八ワット（三九ディービーエム）超九ワット以下", "> 8 W | <= 9 W"),
    ("三ディービーエム（等価値が五ディービーエム）以上", ">= 3 dBm"),
    // conditions
    ("二五度の温度において三ボルト未満", "= 25 Cel | < 3 V"),
    ("周波数が一ヘルツの場合の感度", "= 1 Hz"),
    ("一気圧において測った密度", "= 1 atm"),
    // counts
    ("素子の数が四〇を超える配列", "> 40 1"),
    ("三軸以上の制御", ">= 3 1"),
    ("出力が三相以上の電源", ">= 3 1"),
    ("一、〇二四値を超える変調", "> 1024 1"),
    ("深さの比率が一倍以上の溝", ">= 1 1"),
    ("軸数が三のもの", "= 3 1"),
    ("軸数が三又は四のもの", "= 3 1 | = 4 1"),
    // formulae
    ("長さに〇・〇〇二を乗じて得た数値に一・八を加えた数値以下", "<= [1.8+L/500] 1"),
    ("マイクロメートルで表した誤差が長さに〇・〇一を乗じて得た数値に三を加えた数値以下", "<= [3+L/100] um"),
    ("四〇〇を動作周波数の二乗で除した値を超えるもの", "> [400/f^2] 1"),
    ("〇・三度を緯度の余弦で除した値以下", "<= 0.3 deg"),
    ("ミリ秒で表した時間が次の式により求めた値未満のもの （数）ｌｏｇ２（数）／８，１９２", "< [(数)log2(数)/8192] ms"),
    ("誤差が次の式により算定した値を超えるもの ３ｌｏｇ（周波数）＋９．５ デシベル", "> [3log(周波数)+9.5] dB"),
    ("２．５＋Ｌ／４００以下", "<= [2.5+L/400] 1"),
];

/// Texts whose numbers bound nothing and are all claimed.
const CLAIMED: &[&str] = &[
    "第三条第二号の五ロ（一）に該当する貨物",
    "前二号に掲げるもの",
    "第七号から第九号までのいずれか",
    "次の（一）から（三）までの全て",
    "次の一から四までの全て",
    "次の一及び二に該当するもの",
    "一に該当する端末",
    "一、二及び四から一五までの項の中欄",
    "五の二の項の中欄",
    "１又は２に該当するもの",
    "第八四・五六項",
    "平成二十四年法律第九号",
    "ＩＳＯ一二三／四（一九九〇）で定める方法",
    "日本産業規格Ｂ一二三四―五号",
    "三・三―ジメチルブタン",
    "三酸化二ガリウム",
    "五酸化二窒素",
    "リチウム六の同位体",
    "一般の用途",
    "唯一の装置",
    "均一な膜",
    "一体の部品",
    "単一の素子",
    "一方向の移動",
    "三次元の像",
    "いずれか一軸の精度",
    "一以上の電源を有するもの",
    "少なくとも一層以上有する膜",
    "貨物の一又は二以上を含むもの",
    "十分な精度",
    "同一の基板",
];

#[test]
fn phrases_are_read() {
    let wrong: Vec<String> = PHRASES
        .iter()
        .filter(|(phrase, want)| bounds(phrase) != *want)
        .map(|(phrase, want)| format!("{phrase}: want {want}; read {}", bounds(phrase)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_numbers_are_claimed() {
    let wrong: Vec<String> = CLAIMED
        .iter()
        .filter(|text| {
            let r = reading(text);
            !r.bounds.is_empty() || !r.unread.is_empty() || r.claims.is_empty()
        })
        .map(|text| format!("{text}: {:?}", reading(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A number that is not understood is listed with its code, never dropped.
#[test]
fn what_cannot_be_read_is_listed() {
    for (text, want) in [
        ("濃さが五キログルンを超える液", ("五", "unknown-unit")),
        ("長さが五里を超える線", ("五", "unknown-unit")),
        ("長さが五〇里以上の線", ("五〇", "unknown-unit")),
        ("日本産業規格で定める精度が三級以上のもの", ("三", "grade")),
        ("四〇〇を基にした装置", ("四〇〇", "no-comparator")),
        ("２＋Ｌ／３００を基にした装置", ("２＋Ｌ／３００", "formula-without-comparator")),
    ] {
        let reading = reading(text);
        assert!(reading.bounds.is_empty(), "{text}: {reading:?}");
        let unread: Vec<_> = reading.unread.iter().map(|u| (u.literal.as_str(), u.code.as_str())).collect();
        assert_eq!(unread, [want], "{text}");
    }
}

/// What a bracket repeats is kept beside the value.
#[test]
fn a_bracket_is_an_alias() {
    let reading = reading("速度が五キロメートル毎時（二・七ノット）以上");
    let alias = &reading.bounds[0].aliases[0];
    assert_eq!((alias.unit.code(), alias.literal.as_str()), ("kn", "二・七ノット"));
}

/// Positional kanji, thousands with 、 where `grouped`.
fn kanji(decimal: &str, grouped: bool) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let digit = |c: char| DIGITS[c.to_digit(10).unwrap() as usize];
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if grouped && i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push('、');
        }
        out.push(digit(c));
    }
    if !fraction.is_empty() {
        out.push('・');
        out.extend(fraction.chars().map(digit));
    }
    out
}

const UNITS: [(&str, &str); 14] = [
    ("GHz", "ギガヘルツ"),
    ("mm", "ミリメートル"),
    ("%", "パーセント"),
    ("kW", "キロワット"),
    ("dBm", "ディービーエム"),
    ("nm", "ナノメートル"),
    ("MPa", "メガパスカル"),
    ("g/cm^3", "グラム毎立方センチメートル"),
    ("m/s^2", "メートル毎秒毎秒"),
    ("mm.mrad", "ミリメートル・ミリラジアン"),
    ("A/mm^2", "アンペア毎平方ミリメートル"),
    ("us", "マイクロ秒"),
    ("J/kg", "ジュール毎キログラム"),
    ("bit", "ビット"),
];

const OPS: [(&str, &str); 5] = [(">=", "以上"), ("<=", "以下"), (">", "を超える"), ("<", "未満"), (">", "超")];

proptest! {
    #[test]
    fn a_printed_bound_is_read_back(
        digits in 2_u64..100_000_000,
        places in 0_usize..5,
        minus in any::<bool>(),
        grouped in any::<bool>(),
        unit in prop::sample::select(UNITS.to_vec()),
        op in prop::sample::select(OPS.to_vec()),
    ) {
        let scale = 10_u64.pow(u32::try_from(places).unwrap());
        let fraction = if places == 0 { String::new() } else { format!(".{:0places$}", digits % scale) };
        let decimal = format!("{}{fraction}", digits / scale);
        let sign = if minus { ("-", "マイナス") } else { ("", "") };
        let text = format!("当該値が{}{}{}{}もの", sign.1, kanji(&decimal, grouped), unit.1, op.1);
        let value = rational::parse(&format!("{}{decimal}", sign.0)).unwrap();
        prop_assert_eq!(bounds(&text), format!("{} {} {}", op.0, rational::print(&value), unit.0), "{}", text);
    }

    #[test]
    fn a_printed_range_is_read_back(
        low in 1_u32..5_000,
        step in 1_u32..5_000,
        ops in prop::sample::select(vec![("以上", ">=", "未満", "<"), ("超", ">", "以下", "<="), ("を超え", ">", "以下", "<=")]),
        unit in prop::sample::select(UNITS.to_vec()),
    ) {
        let high = low + step;
        let print = |n: u32| kanji(&n.to_string(), true);
        let text = format!("値が{}{}{}{}{}{}のもの", print(low), unit.1, ops.0, print(high), unit.1, ops.2);
        let want = format!("{} {low} {} | {} {high} {}", ops.1, unit.0, ops.3, unit.0);
        prop_assert_eq!(bounds(&text), want, "{}", text);
    }

    #[test]
    fn a_printed_fraction_is_read_back(parts in 1_u32..100, whole in 2_u32..100_000, grouped in any::<bool>()) {
        let text = format!("比が{}分の{}未満のもの", kanji(&whole.to_string(), grouped), kanji(&parts.to_string(), grouped));
        let value = rational::parse(&format!("{parts}/{whole}")).unwrap();
        prop_assert_eq!(bounds(&text), format!("< {} 1", rational::print(&value)), "{}", text);
    }

    /// Whatever the text, every claim lies on character boundaries, in order, and no
    /// bound or number is claimed twice.
    #[test]
    fn claims_do_not_overlap(text in "[〇一二三十百万・、。（）の分第号条超以上下未満ァ-ヶＡ-Ｚ０-９毎秒度パーセント零当たりにつき対乗]{0,40}") {
        let r = reading(&text);
        let mut spans: Vec<_> = r.claims.iter().map(|c| c.span.range()).collect();
        spans.extend(r.unread.iter().map(|u| u.span.range()));
        spans.sort_by_key(|s| (s.start, s.end));
        for pair in spans.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start, "{}: {:?}", text, spans);
        }
        for span in &spans {
            prop_assert!(text.get(span.clone()).is_some(), "{}", text);
        }
        prop_assert!(r.unread.len() <= r.numbers as usize);
    }
}

#[test]
fn what_a_definition_announces_divides_later_values() {
    let text = "感度（帯域周波数の平方根当たりで表した値をいう。以下同じ。）が九フェムトテスラ以下";
    let announced = tricord::grammar::bound::ja::announced(text).unwrap();
    for (text, expected) in [
        ("一ヘルツにおける感度が二ピコテスラ以上八ピコテスラ未満", "= 1 Hz | >= 2 pT/Hz^0.5 | < 8 pT/Hz^0.5"),
        ("音圧感度が三ピコテスラ以下", "<= 3 pT"),
        ("感度が三パーセント以下", "<= 3 %"),
    ] {
        let mut bounds = reading(text).bounds;
        announced.apply(&mut bounds, text);
        let shown: Vec<String> = bounds.iter().map(ToString::to_string).collect();
        assert_eq!(shown.join(" | "), expected, "{text}");
    }
}

#[test]
fn a_value_takes_the_comparator_that_the_text_above_announces() {
    let complete = |text: &str, above: &str| {
        let mut bounds = reading(text).bounds;
        tricord::grammar::complete(&mut bounds, text, 0, above, Language::Ja);
        bounds.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(complete("単一の炭化物にあっては、〇・三パーセント", "不純物の割合が次の数値未満のもの"), "< 0.3 %");
    assert_eq!(complete("純度が三パーセントの粉", "不純物の割合が次の数値未満のもの"), "= 3 %");
}

#[test]
fn what_is_denied_is_bounded_the_other_way_round() {
    for (text, expected) in [
        ("一二センチメートルを超える寸法がないもの", "<= 12 cm"),
        ("質量が四キログラムを超える回転体を試験することができないもの", "<= 4 kg"),
        ("一二七度を超える温度で使用することができないもの", "<= 127 Cel"),
        ("プラスマイナス二〇度を超える走査機能を有していないもの", "<= 20 deg"),
        ("〇・〇〇二ミリメートル未満の送り軸を有しないもの", ">= 0.002 mm"),
        ("零下二四〇度以下の温度範囲において割れのないもの", "<= -240 Cel"),
        ("部分を有していないものであって、質量が四キログラムを超えるもの", "> 4 kg"),
    ] {
        assert_eq!(bounds(text), expected, "{text}");
    }
}
