//! 度, 分 and 秒: angles, or degrees Celsius and time.

/// 度, 分 and 秒 are angles where the words before or behind them speak of one, and else
/// degrees Celsius, minutes and seconds. `code` is the unit as read, the value stands in
/// `at..end` of `text`.
pub fn settled(text: &str, at: usize, end: usize, code: String) -> String {
    let base = code.split(['/', '.']).next().unwrap_or("");
    if !matches!(base, "deg" | "Cel" | "s" | "min") {
        return code;
    }
    let denominator = code.strip_prefix(base).unwrap_or("");
    let head = text.get(..at).unwrap_or("");
    let clause = head.get(head.rfind(['。', '；', '\n']).unwrap_or(0)..).unwrap_or("");
    let last = |words: &[&str]| words.iter().filter_map(|w| clause.rfind(w)).max();
    match base {
        "deg" | "Cel" => {
            let tail = text.get(end..).unwrap_or("");
            let near = tail.char_indices().nth(12).map_or(tail, |(i, _)| tail.get(..i).unwrap_or(""));
            let has = |words: &[&str]| words.iter().any(|w| near.contains(w));
            let time = ["/s", "/h", "/min"].iter().any(|t| denominator.contains(t));
            let angle =
                time || !has(&HEATS) && (has(&ANGLES_BEHIND) || last(&ANGLES).is_some_and(|a| Some(a) > last(&HEATS)));
            format!("{}{denominator}", if angle { "deg" } else { "Cel" })
        }
        // 角度の位置決め精度が五秒, but 一秒 of time wherever time is spoken of.
        _ if denominator.is_empty() => match (base, last(&PRECISE).is_some_and(|a| Some(a) > last(&TIMES))) {
            ("s", true) => "arcsec".to_owned(),
            ("min", true) => "arcmin".to_owned(),
            _ => code,
        },
        _ => code,
    }
}

/// Words before a value in 度 that make it an angle.
const ANGLES: [&str; 26] = [
    "角",
    "方位",
    "緯度",
    "傾",
    "視野",
    "真直度",
    "平行度",
    "直角度",
    "姿勢",
    "首振",
    "回転",
    "旋回",
    "ロール",
    "ピッチ",
    "軸の振れ",
    "ステアリング",
    "走査",
    "ジャイロ",
    "振れ",
    "位相",
    "エンコーダ",
    "ビーム幅",
    "ヘディング",
    "偏向",
    "ジンバル",
    "推力方向",
];

/// Words behind it that do.
const ANGLES_BEHIND: [&str; 6] = ["角", "の範囲で回", "回転", "傾", "走査", "緯度"];

/// Words that make it a temperature.
const HEATS: [&str; 17] = [
    "温",
    "融点",
    "沸点",
    "熱",
    "零下",
    "冷",
    "転移",
    "軟化",
    "氷点",
    "引火点",
    "流動点",
    "蒸気圧",
    "状態",
    "ガラス",
    "焼",
    "燃焼",
    "溶",
];

/// Words before a value in 分 or 秒 that make it an angle.
const PRECISE: [&str; 6] = ["角", "真直度", "平行度", "方位", "エンコーダ", "緯度"];

/// Words that make it a time.
const TIMES: [&str; 6] = ["時間", "期間", "周期", "遅延", "寿命", "持続"];
