//! hexBinary and base64Binary.

use super::space::is_space;

/// How many octets a hexBinary value has; none where it is no such value.
pub(super) fn hex_octets(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    (digits && text.len().is_multiple_of(2)).then_some(text.len() as u64 / 2)
}

/// The octets of a hexBinary value that was checked.
pub(super) fn hex_decode(text: &str) -> Option<Vec<u8>> {
    hex_octets(text)?;
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    text.as_bytes().chunks(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

/// How many octets a base64Binary value has; none where it is no such value. White space counts
/// for nothing wherever it stands.
pub(super) fn base64_octets(text: &str) -> Option<u64> {
    let mut octets = 0;
    read_base64(text, |_| octets += 1)?;
    Some(octets)
}

/// The octets of a base64Binary value.
pub(super) fn base64_decode(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(text.len() / 4 * 3);
    read_base64(text, |octet| octets.push(octet))?;
    Some(octets)
}

/// Gives each octet to `take`; none at the first thing that is wrong.
fn read_base64(text: &str, mut take: impl FnMut(u8)) -> Option<()> {
    let mut bytes = text.bytes().filter(|&byte| !is_space(byte));
    let (mut bits, mut count) = (0_u32, 0);
    while let Some(byte) = bytes.next() {
        if byte == b'=' {
            return end_base64(bits, count, &mut bytes, take);
        }
        bits = bits << 6 | sextet(byte)?;
        count += 1;
        if count == 4 {
            let [_, a, b, c] = bits.to_be_bytes();
            [a, b, c].into_iter().for_each(&mut take);
            (bits, count) = (0, 0);
        }
    }
    (count == 0).then_some(())
}

/// The last group, after its first `=`: the bits that belong to no octet must be zero.
fn end_base64(
    bits: u32,
    count: u32,
    rest: &mut impl Iterator<Item = u8>,
    mut take: impl FnMut(u8),
) -> Option<()> {
    match count {
        2 if bits.trailing_zeros() >= 4 => {
            (rest.next() == Some(b'=')).then_some(())?;
            take((bits >> 4) as u8);
        }
        3 if bits.trailing_zeros() >= 2 => {
            take((bits >> 10) as u8);
            take((bits >> 2) as u8);
        }
        _ => return None,
    }
    rest.next().is_none().then_some(())
}

fn sextet(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_digits_come_in_pairs() {
        assert_eq!(hex_decode("00fF"), Some(vec![0, 255]));
        assert_eq!(hex_octets(""), Some(0));
        assert_eq!((hex_octets("0"), hex_octets("0g"), hex_octets("0 0 ")), (None, None, None));
    }

    #[test]
    fn base64_ends_on_whole_octets() {
        assert_eq!(base64_decode("TWFu"), Some(b"Man".to_vec()));
        assert_eq!(base64_decode("TWE="), Some(b"Ma".to_vec()));
        assert_eq!(base64_decode("T Q = ="), Some(b"M".to_vec()));
        for bad in ["TQ=", "TQ==A", "TR==", "TWF=", "T===", "=", "TWFu=", "TWF", "T-Fu"] {
            assert_eq!(base64_octets(bad), None, "{bad}");
        }
    }
}
