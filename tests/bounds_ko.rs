//! Promise: the Korean reader reads each way of printing a limit, and a bound that is
//! printed in Korean is read back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use proptest::prelude::*;
use tricord::text::Language;

fn read(text: &str) -> String {
    let reading = tricord::grammar::read(text, Language::Ko);
    reading.bounds.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
}

/// Phrase and bounds; an empty list where nothing is bounded.
const PHRASES: &[(&str, &str)] = &[
    // comparators behind the value
    ("출력 50 mA 이상", ">= 50 mA"),
    ("압력 3 MPa 이하", "<= 3 MPa"),
    ("주파수 2.7 GHz를 초과", "> 2.7 GHz"),
    ("두께 0.02 mm 미만", "< 0.02 mm"),
    ("시간 2분 이내", "<= 2 min"),
    ("감압 0.01 Pa까지", "<= 0.01 Pa"),
    ("길이 400 mm보다 클 것", "> 400 mm"),
    ("온도 -55°C 보다 낮은 것", "< -55 Cel"),
    ("전력 5 kW 또는 그 이상", ">= 5 kW"),
    ("비율 5% 혹은 그보다 큰 것", ">= 5 %"),
    ("폭 10 mm 이거나, 또는 이보다 큰 것", ">= 10 mm"),
    ("외경 75 mm 와 같거나, 또는 이를 초과", ">= 75 mm"),
    ("길이 3 m 보다 크거나 같은 것", ">= 3 m"),
    ("길이 3 m 보다 작거나 같은 것", "<= 3 m"),
    ("깊이 4 m가 넘는 축", "> 4 m"),
    ("깊이 4 m를 넘지 않는 축", "<= 4 m"),
    ("면적 1 m^2 을 초과하지 않는 것", "<= 1 m^2"),
    ("최소 12시간 유지", ">= 12 h"),
    ("최대 40 mm 크기", "<= 40 mm"),
    ("약 18.5 % 농도", "~ 18.5 %"),
    ("농도는 약10 % 이다", "~ 10 %"),
    ("수소와약 300°C에서 반응", "~ 300 Cel"),
    ("농약 3 kg 이상", ">= 3 kg"),
    ("확률이 비행시간당 1x10^-8 미만인 것", "< 1e-8 1/h"),
    ("40 full frames/sec 을 초과하는 것", "> 40 1/s"),
    ("K = 1.2×10^3V3.25 Q", ""),
    ("12도 초과 상승각 (a), 10도의 기움 (b), 또는 초당 40도의 회전속도에서", "> 12 deg | > 10 deg | > 40 deg/s"),
    ("12 W 초과 출력, 10 GHz의 주파수에서", "> 12 W | = 10 GHz"),
    ("AGMA 13와 같거나 보다 정밀한 것", ">= 13 AGMA"),
    ("25 소자 초과의 배열", "> 25 1"),
    ("fmax가 2 fmin를 초과하고", ""),
    ("F ≤10 kHz", "<= 10 kHz"),
    ("10 Hz <F<10 kHz", "> 10 Hz | < 10 kHz"),
    ("30 ~ 50 kHz 이외의 주파수 범위", "< 30 kHz | > 50 kHz"),
    // merit gives the direction, not the strictness
    ("정밀도 0.9 µm이하(보다 우수한)", "<= 0.9 um"),
    ("오차 1 nm 이하(같거나 더 우수한)", "<= 1 nm"),
    ("잡음 4°/h 미만(보다 우수한)", "< 4 deg/h"),
    ("제어 0.2% 보다 우수한(미만인)", "< 0.2 %"),
    ("순도 99.9%를 초과하는(보다 우수한)", "> 99.9 %"),
    ("순도 99.9% 보다 우수한", "> 99.9 %"),
    // what is denied is bounded the other way round
    ("12 cm를 초과하는 변이 없는 것", "<= 12 cm"),
    ("4 kg 을 초과하는 회전체를 시험 할 수 없는 것", "<= 4 kg"),
    ("400K(127°C)를 초과하는 온도에서는 견딜 수 없는 것", "<= 400 K"),
    ("±20°를 초과하는 회전기능을 갖지 않으며, 측정만", "<= 20 deg"),
    ("3 dB를 초과하는 크기의 감소 없이 바꾸는 것", "<= 3 dB"),
    ("32비트 또는 그 이상의 정수 연산을 수행할 수 없는", "< 32 bit"),
    ("25mm 이하의 띠를 놓지는 못한다.", "> 25 mm"),
    ("30% 이상을 함유할 수 없다.", "< 30 %"),
    ("밀도가 3 g/cm^3 이하의 값을 가지는 판으로 된 손실이 없는 것", "<= 3 g/cm^3"),
    ("360° 초과하여 회전할 필요가 없으며", "> 360 deg"),
    // ranges
    ("20 Hz ~ 2,000 Hz 사이", ">= 20 Hz | <= 2000 Hz"),
    ("75 ～400 mm", ">= 75 mm | <= 400 mm"),
    ("22∼24중량%", ">= 22 % | <= 24 %"),
    ("12에서 50 mm 사이", ">= 12 mm | <= 50 mm"),
    ("2 GHz 초과부터 3 GHz까지", "> 2 GHz | <= 3 GHz"),
    ("900 nm 초과 ～1,200 nm 이하", "> 900 nm | <= 1200 nm"),
    ("2 GHz 초과하고 6 GHz 이하", "> 2 GHz | <= 6 GHz"),
    ("8 bit 이상 10 bit 미만", ">= 8 bit | < 10 bit"),
    ("300 km 에서 10 km 이하", "= 300 km | <= 10 km"),
    // aliases, and ranges that stand again in brackets
    ("75 W (48.75 dBm)를 초과", "> 75 W"),
    ("450K(177°C)를 초과", "> 450 K"),
    ("223 ~ 373 K (-50 °C ~ 100 °C)", ">= 223 K | <= 373 K"),
    // spaces that are missing
    ("50 kN이상", ">= 50 kN"),
    ("총합이 서50 kN 초과", "> 50 kN"),
    ("5mm이하", "<= 5 mm"),
    ("1초과", "> 1 1"),
    // full-width digits
    ("두께 ０．０２ mm 미만", "< 0.02 mm"),
    ("주파수 ９０ GHz를 초과", "> 90 GHz"),
    // counts
    ("축 2개 이상", ">= 2 1"),
    ("2개 평면 이상", ">= 2 1"),
    ("두 개 이상의 축", ">= 2 1"),
    ("지속시간 한 시간 이상", ">= 1 h"),
    ("15분 이상 두 시간 미만", ">= 15 min | < 2 h"),
    ("1,024 레벨을 초과", "> 1024 1"),
    ("2,048개를 초과", "> 2048 1"),
    ("1개 이상의 축", ""),
    ("한 개 이상의 축", ""),
    ("3차원 배열", ""),
    // rates and units
    ("분당 2리터 초과", "> 2 L/min"),
    ("초당 500° 미만", "< 500 deg/s"),
    ("시간당 불소 250g을 초과", "> 250 g/h"),
    ("1kg 당 0.2g mm까지", "<= 0.2 g.mm/kg"),
    ("100ml당 25개 미만", "= 100 mL | < 25 1"),
    ("20초(원호상) 이하", "<= 20 arcsec"),
    ("5 아크 초 이하", "<= 5 arcsec"),
    ("400도/초 이상", ">= 400 deg/s"),
    ("50 ㎛ 미만", "< 50 um"),
    ("1㎥/min 이상", ">= 1 m^3/min"),
    ("10 W/㎡ 이상", ">= 10 W/m^2"),
    ("50 fT(rms)/√Hz 이하", "<= 50 fT/Hz^0.5"),
    ("1 nT rms /√Hz 미만", "< 1 nT/Hz^0.5"),
    ("10g rms를 초과", "> 10 gn"),
    ("1 g 의 환경에서", "= 1 gn"),
    ("Mach 1 이상", ">= 1 Mach"),
    ("3분의 1 이하", "<= 1/3 1"),
    ("압력비 2:1 이상", ">= 2 1"),
    ("5 × 10^3 Gy(si) 초과", "> 5000 Gy"),
    ("1×10^-11/month미만", "< 1e-11 1/mo"),
    // conditions
    ("1 Hz 의 주파수에서", "= 1 Hz"),
    ("20 ± 0.01 °C", ">= 19.99 Cel | <= 20.01 Cel"),
    ("2차원 이상에서 측정", ">= 2 1"),
    ("6초안에 2개 이상의 센서", "<= 6 s | >= 2 1"),
    ("20 m 내에서 유지하는", "<= 20 m"),
    ("1 μs 내에서의 최대값", "= 1 us"),
    ("20% 또는 이상의 비율", ">= 20 %"),
    ("3 mm를 초과(우수하지 않은)하는", "> 3 mm"),
    ("0.5 rad/s²를 초과", "> 0.5 rad/s^2"),
    ("7×10^-6 m/s² (0.7 milligal) 이하", "<= 7e-6 m/s^2"),
    ("10^4 neutrons/sec․cm^2 이상", ">= 10000 1/s/cm^2"),
    ("DN 10 또는 NPS 3/8 초과", "> 10 mm"),
    ("10^9개 입자 내에", "= 1e9 1"),
    // one comparator for a list; a topic states its own
    ("사거리 200 km, 충격용량이 3 MNs 이상인 모터", ">= 200 km | >= 3 MN.s"),
    ("자속밀도는 12 T, 전류밀도가 3 A/mm^2 이상", "= 12 T | >= 3 A/mm^2"),
    ("±5°를 초과", "> 5 deg"),
    ("마하 1.2 초과의 속도가 가능하도록 설계된 풍동", "> 1.2 Mach"),
    // one comparator for both
    ("120 mm × 120 mm × 50mm 이상", ">= 120 mm | >= 120 mm | >= 50 mm"),
    // formulae
    ("1.7+L/1,000 µm 이하", "<= [1.7+L/1000] um"),
    ("λ/10 이하", "<= [λ/10] 1"),
    ("15를 동작 주파수로 나눈 것보다 같거나 작은", "<= [15/f] 1"),
    ("505/(동작주파수[GHz])^2 보다 큰", "> [505/(동작주파수)^2] 1"),
    ("－(126 + 20log10F - 20log10f) 보다 우수한", "< [-(126+20log10F-20log10f)] 1"),
    // no bounds
    ("1. 다음의 것", ""),
    ("주 1: 다음의 것", ""),
    ("기술해설 2. 다음의 것", ""),
    ("제5부 제2장 참조", ""),
    ("3A001.a.3~10항 참조", ""),
    ("ISO 10360-2 (2009)에 따라", ""),
    ("2008년 2월 규정", ""),
    ("(CAS 7440-42-8)", ""),
    ("10-클로로페닐", ""),
    ("리튬-6 동위원소", ""),
    ("퀴륨 244 (224Cm)", ""),
    ("300시리즈 강", ""),
    ("유전체층(15)", ""),
    ("ASTM D 7000-07에 따라", ""),
    ("제2의 회전축", ""),
    ("표면 탐색율(m^2/s)", ""),
    ("지침의 17(a)에 따라", ""),
    ("2․3차원 해석", ""),
    ("EC 2005/94/EC 규정", ""),
    ("성능에 8을 곱한 값", ""),
];

#[test]
fn phrases_are_read() {
    let wrong: Vec<String> = PHRASES
        .iter()
        .filter(|(phrase, bounds)| read(phrase) != *bounds)
        .map(|(phrase, bounds)| format!("{phrase}: want {bounds}; read {}", read(phrase)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_read_of_full_width_digits_stands_in_the_text() {
    let text = "두께가 ３０ mm 이상 ９９를 더한 것";
    let reading = tricord::grammar::read(text, Language::Ko);
    assert_eq!(reading.bounds[0].literal, "３０ mm");
    assert_eq!(reading.bounds[0].span.of(text), "３０ mm");
    assert_eq!(reading.unread[0].span.of(text), "９９");
}

/// A number without a role is listed, never dropped.
#[test]
fn what_cannot_be_read_is_listed() {
    let reading = tricord::grammar::read("15를 주파수에 더한 것보다 작은 것", Language::Ko);
    assert!(reading.bounds.is_empty());
    let unread: Vec<_> = reading.unread.iter().map(|u| (u.literal.as_str(), u.code.as_str())).collect();
    assert_eq!(unread, [("15", "number-without-role")]);
    for (text, literal, code) in [
        ("길이 25 펄롱을 초과", "25", "unknown-unit"),
        ("길이 25 zork 이상인 것", "25", "unknown-unit"),
        ("25펄롱에서 동작", "25", "unknown-unit"),
        ("ISO 9999 공차등급 4 이상의 공차", "4", "grade"),
        ("1a 등급 (5판) 또는 그 이상의 성능", "1", "grade"),
    ] {
        let reading = tricord::grammar::read(text, Language::Ko);
        let unread: Vec<_> = reading.unread.iter().map(|u| (u.literal.as_str(), u.code.as_str())).collect();
        assert_eq!((reading.bounds.len(), unread), (0, vec![(literal, code)]), "{text}");
    }
}

proptest! {
    #[test]
    fn a_printed_bound_is_read_back(
        digits in 2_u32..1_000_000,
        places in 0_usize..4,
        power in proptest::option::of(-12_i32..13),
        unit in proptest::sample::select(vec!["GHz", "mm", "K", "%", "kW", "dB", "nm", "MPa", "g/cm^3", "deg/s"]),
        op in proptest::sample::select(vec![(">=", "이상"), ("<=", "이하"), (">", "초과"), ("<", "미만")]),
        space in proptest::bool::ANY,
    ) {
        let scale = 10_u32.pow(u32::try_from(places).unwrap());
        let fraction = if places == 0 { String::new() } else { format!(".{:0places$}", digits % scale) };
        let mantissa = format!("{}{fraction}", digits / scale);
        let times = power.map(|p| format!(" × 10^{p}")).unwrap_or_default();
        let gap = if space { " " } else { "" };
        let text = format!("값이 {mantissa}{times} {unit}{gap}{}인 것", op.1);
        let value = tricord::quantity::rational::parse(&format!("{mantissa}e{}", power.unwrap_or(0))).unwrap();
        let want = format!("{} {} {unit}", op.0, tricord::quantity::rational::print(&value));
        prop_assert_eq!(read(&text), want, "{}", text);
    }
}

#[test]
fn a_value_takes_the_comparator_that_the_text_above_announces() {
    let complete = |text: &str, above: &str| {
        let mut bounds = tricord::grammar::read(text, Language::Ko).bounds;
        tricord::grammar::complete(&mut bounds, text, 0, above, Language::Ko);
        bounds.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(complete("총 선량 3×10^3 Gy인 것; 또는", "다음 중 하나를 초과하는 것:"), "> 3000 Gy");
    assert_eq!(complete("8 Hz 미만의 주파수에서 0.3 nT", "다음 기준 중 하나 미만인 감도:"), "< 8 Hz | < 0.3 nT");
    assert_eq!(complete("3 kg인 것", "다음 중 하나인 것:"), "= 3 kg");
    assert_eq!(complete("8 Hz의 주파수에서 동작하는 것", "다음 중 하나를 초과하는 것:"), "= 8 Hz");
}
